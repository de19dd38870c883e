-- grain: the budget of a view: what is planned, and what was disbursed by the round asked about
-- note: disbursed and unspent are of the projects with both a budget and a stated disbursement, as in budget_disbursed
with project as (
    select p.*, p.budget_baht > 0 and p.disbursed_baht is not null as is_covered,
           coalesce(p.disbursed_baht > p.budget_baht, false) as is_over
    from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where $dimension_no::smallint is null or p.dimension_no = $dimension_no
)
select count(*) as projects,
       count(*) filter (budget_baht > 0) as projects_with_budget,
       count(*) filter (budget_baht = 0) as projects_without_budget,
       count(*) filter (budget_baht is null) as projects_of_unknown_budget,
       count(*) filter (is_draft) as draft_projects,
       sum(budget_baht) as budget_baht,
       count(*) filter (is_covered) as covered_projects,
       sum(budget_baht) filter (is_covered) as covered_budget_baht,
       sum(disbursed_baht) filter (is_covered) as disbursed_baht,
       sum(greatest(budget_baht - disbursed_baht, 0)) filter (is_covered) as unspent_baht,
       count(*) filter (is_over) as over_projects,
       sum(disbursed_baht - budget_baht) filter (is_over) as over_baht,
       count(*) filter (budget_baht > 0 or disbursed_baht > 0) as money_projects
from project
