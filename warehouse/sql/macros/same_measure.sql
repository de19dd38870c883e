-- note: the other projects that carry out the standard measure of one project, and those of its own organisation
-- note: with its title in other plans, each in its latest reported year and round by the day; without any report in
-- note: the planned year nearest to that of the day, in the last round that is due or else the first
create macro mart.same_measure(project, day) as table
with one as (
    from ready.project where project_id = project
),
same as (
    select p.project_no, p.project_id, p.reported_fiscal_year, p.org_code = one.org_code as is_own
    from ready.project as p
    join one on one.catalogue_no = p.catalogue_no
    where p.project_no <> one.project_no
    union all
    -- Apart from those, so that the titles of the organisation alone are read.
    select p.project_no, p.project_id, p.reported_fiscal_year, true
    from ready.project as p
    join one on one.org_code = p.org_code and one.title_words = p.title_words
    where p.project_no <> one.project_no and (p.catalogue_no = one.catalogue_no) is not true
)
select p.row_no, same.project_id, p.org_code, p.fiscal_year, p.has_report, p.status_code, same.is_own
from mart.project_on(null, null, day) as p
join same using (project_no)
where coalesce(p.fiscal_year = same.reported_fiscal_year, true)
qualify row_number() over (
    partition by p.project_no
    order by not p.has_report, abs(p.fiscal_year - 543 - year(day)), p.due_date >= day, p.report_round desc
) = 1
