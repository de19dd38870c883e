-- note: the other projects that carry out the standard measure of one project, and those of its own organisation
-- note: with its title in other plans, each in its latest reported year and round by the day; without any report in
-- note: the planned year nearest to that of the day, in the last round that is due or else the first
create macro mart.same_measure(project, day) as table
with one as (
    select any_value(org_code) as org_code, any_value(catalogue_no) as catalogue_no,
           any_value(title_words) as title_words
    from ready.project_report
    where project_id = project
),
same as (
    select p.row_no, p.project_id, p.fiscal_year, p.report_round, p.report_locator, p.due_date
    from mart.project_on(null, null, day) as p
    join one on p.catalogue_no = one.catalogue_no
    union
    select p.row_no, p.project_id, p.fiscal_year, p.report_round, p.report_locator, p.due_date
    from mart.project_on(null, null, day) as p
    join one on p.org_code = one.org_code and p.title_words = one.title_words
),
latest as (
    select row_no
    from same
    where project_id <> project
    qualify row_number() over (
        partition by project_id
        order by report_locator is null,
                 case when report_locator is not null then fiscal_year end desc,
                 abs(fiscal_year - 543 - year(day)),
                 due_date >= day,
                 report_round desc
    ) = 1
)
select p.*, p.org_code = one.org_code as is_own
from mart.project_on(null, null, day) as p
join latest using (row_no)
cross join one
