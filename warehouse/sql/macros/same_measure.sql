-- note: the other projects that carry out the standard measure of one project, and those of its own organisation
-- note: with its title in other plans, each in its latest reported year and round by the day; without any report in
-- note: the planned year nearest to that of the day, in the last round that is due or else the first
create macro mart.same_measure(project, day) as table
with one as (
    select any_value(org_code) as org_code, any_value(catalogue_no) as catalogue_no,
           any_value(title_words) as title
    from ready.project_round
    where project_id = project
),
same as (
    select p.project_id
    from mart.project_year as p
    join one on p.catalogue_no = one.catalogue_no
    union
    select p.project_id
    from ready.project_round as p
    join one on p.org_code = one.org_code and p.title_words = one.title
)
select p.*, p.org_code = one.org_code as is_own
from mart.project_on(null, null, day) as p
join same using (project_id)
cross join one
where p.project_id <> project
qualify row_number() over (
    partition by p.project_id
    order by p.report_locator is null,
             case when p.report_locator is not null then p.fiscal_year end desc,
             abs(p.fiscal_year - 543 - year(day)),
             p.due_date >= day,
             p.report_round desc
) = 1
