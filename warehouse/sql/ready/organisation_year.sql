-- grain: one organisation and fiscal year that anything is known of
-- after: metric_value
-- note: projects and draft_projects are those that count in the year; reported_metrics are the codes of the metrics of
-- note: what was done that have a value; report_rounds are those that have any row, has_report leaves the awaited out
with covered as (
    select org_code, fiscal_year,
           bool_or(table_name = 'project_year') as has_project,
           bool_or(table_name = 'result') as has_result,
           bool_or(table_name = 'case_count') as has_cases,
           bool_or(table_name = 'ita_result') as has_ita
    from ready.covered
    where fiscal_year is not null
    group by all
),
planned as (
    select org_code, fiscal_year, sum(projects)::bigint as projects, sum(draft_projects)::bigint as draft_projects
    from ready.planned
    group by all
),
answered as (
    select org_code, fiscal_year, bool_or(status_code <> 'awaiting_report') as has_report,
           list(distinct report_round order by report_round) as report_rounds
    from mart.status_report
    group by all
),
measured as (
    select org_code, fiscal_year, list(metric_code order by metric_code) filter (is_reported) as reported_metrics
    from mart.metric_value
    join mart.metric using (metric_code)
    group by all
)
select c.*, coalesce(p.projects, 0) as projects, coalesce(p.draft_projects, 0) as draft_projects,
       coalesce(a.has_report, false) as has_report, coalesce(a.report_rounds, []) as report_rounds, m.org_code is not null as has_metric, coalesce(m.reported_metrics, []) as reported_metrics
from covered as c
left join planned as p using (org_code, fiscal_year)
left join answered as a using (org_code, fiscal_year)
left join measured as m using (org_code, fiscal_year)
