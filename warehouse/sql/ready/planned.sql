-- grain: one organisation, year, framework and dimension: the projects that count in the year, and their budgets
-- after: project_year
select org_code, fiscal_year, framework_code, dimension_no,
       sum(budget_baht) as budget_baht,
       count(*) as projects,
       count(*) filter (budget_baht > 0) as projects_with_budget,
       count(*) filter (budget_baht = 0) as projects_without_budget,
       count(*) filter (budget_baht is null) as projects_of_unknown_budget,
       count(*) filter (is_draft) as draft_projects
from mart.project_year
where not is_superseded_draft
group by org_code, fiscal_year, framework_code, dimension_no
