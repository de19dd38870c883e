select c.org_code, c.plan_id, c.step_no, c.control_no, c.control_th, m.project_id, m.match_score,
       c.source_id, c.locator
from stage.risk_control as c
left join stage.control_match as m using (plan_id, step_no, control_no)
