-- note: the other projects that carry out the standard measure of one project, and those of its own organisation
-- note: with its title in other plans; of either sort the latest reported come first, then the latest planned. found is
-- note: how many there are of it, of which `most` come; null brings all. Each stands in its latest reported year and
-- note: round by the day; without any report in the planned year nearest to that of the day, in the last round that is
-- note: due or else the first
create macro mart.same_measure(project, day, most) as table
with one as (
    from ready.project where project_id = project
),
same as (
    select p.project_no, p.project_id, p.org_code, p.reported_fiscal_year, p.last_fiscal_year,
           p.org_code = one.org_code as is_own
    from ready.project as p
    join one on one.catalogue_no = p.catalogue_no
    where p.project_no <> one.project_no
    union all
    -- Apart from those, so that the titles of the organisation alone are read.
    select p.project_no, p.project_id, p.org_code, p.reported_fiscal_year, p.last_fiscal_year, true
    from ready.project as p
    join one on one.org_code = p.org_code and one.title_words = p.title_words
    where p.project_no <> one.project_no and (p.catalogue_no = one.catalogue_no) is not true
),
-- Chosen before what is reported of them is looked up.
chosen as (
    select same.*, o.short_name_th, o.province_th,
           count(*) over (partition by is_own) as found,
           row_number() over (
               partition by is_own
               order by reported_fiscal_year desc nulls last, last_fiscal_year desc, o.short_name_th, org_code, project_id
           ) as place
    from same
    join mart.organisation as o using (org_code)
    qualify most is null or place <= most
)
select p.*, c.project_id, c.is_own, c.short_name_th, c.province_th, c.found, c.place
from mart.project_on(null, null, day) as p
join chosen as c using (project_no)
where coalesce(p.fiscal_year = c.reported_fiscal_year, true)
qualify row_number() over (
    partition by p.project_no
    order by not p.has_report, abs(p.fiscal_year - 543 - year(day)), p.due_date >= day, p.report_round desc
) = 1
