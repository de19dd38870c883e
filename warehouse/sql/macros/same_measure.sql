-- note: the other projects that carry out the standard measure of one project, and those of its own organisation
-- note: with its title in other plans, each in its latest reported year and round by the day; without any report in
-- note: the planned year nearest to that of the day, in the last round that is due or else the first
create macro mart.same_measure(project, day) as table
with one as (
    select project_no, org_code, title_words,
           (select any_value(catalogue_no) from ready.project_report where project_no = p.project_no) as catalogue_no
    from ready.project as p
    where project_id = project
),
own as (
    select p.project_no
    from ready.project as p
    join one using (org_code, title_words)
),
same as (
    select p.row_no, p.project_no, p.fiscal_year, p.report_round, p.has_report, p.due_date
    from mart.project_on(null, null, day) as p
    where p.catalogue_no = (select catalogue_no from one) or p.project_no in (from own)
),
latest as (
    select row_no
    from same
    where project_no <> (select project_no from one)
    qualify row_number() over (
        partition by project_no
        order by not has_report,
                 case when has_report then fiscal_year end desc,
                 abs(fiscal_year - 543 - year(day)),
                 due_date >= day,
                 report_round desc
    ) = 1
)
select p.*, p.org_code = one.org_code as is_own
from mart.project_on(null, null, day) as p
join latest using (row_no)
cross join one
