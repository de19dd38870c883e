-- grain: one risk event of the organisation's plans that cover the fiscal year, of that year or of the whole plan
select r.risk_id, r.plan_id, r.fiscal_year, r.step_no, r.process_step, r.risk_event, r.likelihood, r.impact,
       r.risk_score, r.level_code
from mart.risk as r
join mart.plan as p using (plan_id)
where r.org_code = $org_code::varchar
    and $fiscal_year::smallint between p.first_fiscal_year and p.last_fiscal_year
    and coalesce(r.fiscal_year, $fiscal_year::smallint) = $fiscal_year::smallint
order by r.plan_id, r.risk_id
