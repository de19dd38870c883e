-- grain: one project, year and round, with what was reported of it
-- before: project_year
-- until: finding
select p.project_no, r.fiscal_year, r.report_round, r.status_code, r.disbursed_baht, r.status_note
from mart.status_report as r
join stage.planned as p using (project_id)
