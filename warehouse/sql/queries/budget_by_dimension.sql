-- grain: one fiscal year, framework and dimension: how much is planned, and of how many projects a budget is stated
-- note: a budget of nothing is one that needs no money; where the document is silent there is none to add
select p.fiscal_year, p.dimension_no, d.short_th, d.short_en, sum(p.budget_baht) as budget_baht,
       sum(p.projects)::bigint as projects,
       sum(p.projects_with_budget)::bigint as projects_with_budget,
       sum(p.projects_without_budget)::bigint as projects_without_budget,
       sum(p.projects_of_unknown_budget)::bigint as projects_of_unknown_budget,
       sum(p.draft_projects)::bigint as draft_projects,
       p.framework_code
from ready.planned as p
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
left join mart.dimension as d on d.framework_code = p.framework_code and d.dimension_no = p.dimension_no
where ($fiscal_year::smallint is null or p.fiscal_year = $fiscal_year)
    and ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
group by p.fiscal_year, p.dimension_no, d.short_th, d.short_en, p.framework_code
order by p.fiscal_year, p.framework_code, p.dimension_no nulls last
