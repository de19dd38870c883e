-- grain: one fiscal year that the scope plans for: projects, reports, money planned and disbursed
-- note: disbursed is counted as the metric budget_disbursed counts it: over projects with a budget and a reported
-- note: disbursement, each organisation with the latest round it reported
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
spent as (
    select r.org_code, r.fiscal_year, r.dimension_no, r.report_round, r.budget_baht, r.disbursed_baht
    from mart.project_round as r
    join scope using (org_code)
    where r.budget_baht > 0 and r.disbursed_baht is not null
    qualify r.report_round = max(r.report_round) over (partition by r.org_code, r.fiscal_year)
),
disbursed as (
    select fiscal_year, max(report_round) as report_round, count(*) as disbursed_projects,
           sum(budget_baht) as reported_budget_baht, sum(disbursed_baht) as disbursed_baht
    from spent
    where $dimension_no::smallint is null or dimension_no = $dimension_no
    group by fiscal_year
),
answered as (
    select distinct fiscal_year from ready.organisation_year join scope using (org_code) where has_report or has_result
),
planned as (
    select p.fiscal_year,
           sum(p.projects)::bigint as projects,
           sum(p.draft_projects)::bigint as draft_projects,
           sum(p.projects_with_budget)::bigint as projects_with_budget,
           sum(p.projects_of_unknown_budget)::bigint as projects_without_statement,
           sum(p.budget_baht) as planned_baht
    from ready.planned as p
    join scope using (org_code)
    where ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
    group by p.fiscal_year
),
closing as (
    select due_month, due_day from mart.report_round order by report_round desc limit 1
)
select p.fiscal_year, p.projects, p.draft_projects, p.projects_with_budget, p.projects_without_statement,
       p.planned_baht, d.report_round, d.disbursed_projects, d.reported_budget_baht, d.disbursed_baht,
       a.fiscal_year is not null as has_reports,
       p.draft_projects < p.projects
           and a.fiscal_year is null
           and make_date(p.fiscal_year - 543, c.due_month, c.due_day) < $today::date as is_missing
from planned as p
cross join closing as c
left join disbursed as d using (fiscal_year)
left join answered as a using (fiscal_year)
order by p.fiscal_year
