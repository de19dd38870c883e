-- grain: the scope of a view: how many organisations, which plans, how much is a draft
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
planned as (
    select p.*
    from ready.planned as p
    join scope using (org_code)
    where p.fiscal_year = $fiscal_year::smallint
        and ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
)
select (select count(*) from mart.present($province_code::varchar, $type_code::varchar, $org_code::varchar, $fiscal_year::smallint))
           as organisations,
       (select count(distinct org_code) from planned) as planning_organisations,
       (select coalesce(sum(projects), 0)::bigint from planned) as projects,
       (select coalesce(sum(draft_projects), 0)::bigint from planned) as draft_projects,
       (select coalesce(sum(projects_with_budget), 0)::bigint from planned) as projects_with_budget
