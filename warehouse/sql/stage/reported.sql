-- grain: one project, year and round, with what was reported of it
-- before: project_year
-- until: finding
-- note: is_latest marks the last round that is reported of the year
with report as (
    select p.project_no, r.fiscal_year, r.report_round, r.status_code, r.disbursed_baht, r.status_note
    from mart.status_report as r
    join stage.planned as p using (project_id)
)
select r.*, l.project_no is not null as is_latest
from report as r
left join (
    select project_no, fiscal_year, max(report_round) as report_round from report group by project_no, fiscal_year
) as l using (project_no, fiscal_year, report_round)
