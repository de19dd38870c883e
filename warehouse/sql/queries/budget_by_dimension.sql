-- grain: one fiscal year, framework and dimension: how much is planned, and of how many projects a budget is stated
-- note: a budget of nothing is one that needs no money; where the document is silent there is none to add
select p.fiscal_year, p.dimension_no, d.short_th, d.short_en, sum(p.budget_baht) as budget_baht,
       count(*) as projects,
       count(*) filter (p.budget_baht > 0) as projects_with_budget,
       count(*) filter (p.budget_baht = 0) as projects_without_budget,
       count(*) filter (p.budget_baht is null) as projects_of_unknown_budget,
       count(*) filter (p.is_draft) as draft_projects,
       p.framework_code
from mart.project_year as p
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
left join mart.dimension as d on d.framework_code = p.framework_code and d.dimension_no = p.dimension_no
where not p.is_superseded_draft and ($fiscal_year::smallint is null or p.fiscal_year = $fiscal_year)
    and ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
group by all
order by p.fiscal_year, p.framework_code, p.dimension_no nulls last
