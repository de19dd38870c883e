-- grain: one status: how many projects of the scope and year have it, and how many of these the other filters leave
with found as (
    select p.*
    from mart.projects_asked(
        $fiscal_year::smallint, $report_round::smallint, $today::date,
        dimension := $dimension_no::smallint, mission := $mission_no::varchar, unit := $responsible_unit::varchar,
        kind := $project_kind::varchar, quarter := $quarter::varchar, budget := $budget_choice::varchar,
        measure := $catalogue_no::varchar, words := $search::varchar
    ) as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
),
counted as (
    select status_code,
           count(*) as matching,
           count(*) filter (where is_overdue) as overdue,
           count(dimension_no) as with_dimension,
           count(planned_quarters) as with_quarters,
           count(budget_baht) as with_budget,
           count(disbursed_baht) as with_disbursed,
           count(responsible_unit) as with_unit
    from found
    group by status_code
),
everything as (
    select p.status_code, count(*) as projects, count(*) filter (where p.is_draft) as drafts
    from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where $dimension_no::smallint is null or p.dimension_no = $dimension_no
    group by p.status_code
)
select s.status_code, s.status_th, s.status_en, s.symbol, s.sort_order,
       coalesce(e.projects, 0) as projects,
       coalesce(e.drafts, 0)::bigint as drafts,
       coalesce(c.matching, 0) as matching,
       coalesce(c.overdue, 0)::bigint as overdue,
       c.with_dimension, c.with_quarters, c.with_budget, c.with_disbursed, c.with_unit
from mart.status as s
left join everything as e using (status_code)
left join counted as c using (status_code)
order by s.sort_order
