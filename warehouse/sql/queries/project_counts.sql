-- grain: one status: how many projects of the scope and year have it, and how many of these the other filters leave
with counted as (
    select p.status_code,
           count(*) as projects,
           count(*) filter (p.is_draft) as drafts,
           count(*) filter (p.is_found) as matching,
           count(*) filter (p.is_found and p.is_overdue) as overdue,
           count(p.dimension_no) filter (p.is_found) as with_dimension,
           count(p.planned_quarters) filter (p.is_found) as with_quarters,
           count(p.budget_baht) filter (p.is_found) as with_budget,
           count(p.disbursed_baht) filter (p.is_found) as with_disbursed,
           count(p.responsible_unit) filter (p.is_found) as with_unit
    from mart.projects_judged(
        $fiscal_year::smallint, $report_round::smallint, $today::date,
        mission := $mission_no::varchar, unit := $responsible_unit::varchar, kind := $project_kind::varchar,
        quarter := $quarter::varchar, budget := $budget_choice::varchar, measure := $catalogue_no::varchar,
        words := $search::varchar, organisation := $org_code::varchar
    ) as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where $dimension_no::smallint is null or p.dimension_no = $dimension_no
    group by p.status_code
)
select s.status_code, s.status_th, s.status_en, s.symbol, s.sort_order,
       coalesce(c.projects, 0) as projects,
       coalesce(c.drafts, 0) as drafts,
       coalesce(c.matching, 0) as matching,
       coalesce(c.overdue, 0) as overdue,
       if(c.matching > 0, c.with_dimension, null) as with_dimension,
       if(c.matching > 0, c.with_quarters, null) as with_quarters,
       if(c.matching > 0, c.with_budget, null) as with_budget,
       if(c.matching > 0, c.with_disbursed, null) as with_disbursed,
       if(c.matching > 0, c.with_unit, null) as with_unit
from mart.status as s
left join counted as c using (status_code)
order by s.sort_order
