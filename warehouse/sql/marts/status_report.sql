select r.project_id, p.org_code, r.fiscal_year, r.report_round, r.status_code, r.disbursed_baht, r.reported_on,
       r.reason_code, r.status_note, r.source_id, r.locator
from stage.status_report as r
join stage.planned as p using (project_id)
