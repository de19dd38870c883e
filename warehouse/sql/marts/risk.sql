select r.risk_id, r.org_code, r.plan_id, r.fiscal_year, r.step_no, r.process_step, r.risk_event, r.likelihood,
       r.impact, r.risk_score, r.level_code, l.level_rank, r.source_id, r.locator
from stage.risk as r
left join stage.risk_level as l using (level_code)
