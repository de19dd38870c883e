select r.project_id, plan.org_code, r.fiscal_year, r.report_round, r.status_code, r.disbursed_baht, r.reported_on,
       r.reason_code, r.status_note, r.source_id, r.locator
from stage.status_report as r
join stage.project as project using (project_id)
join stage.plan as plan using (plan_id)
