-- grain: one risk control of the organisation's plans that cover the fiscal year
select c.plan_id, c.step_no, c.control_no, c.control_th
from mart.risk_control as c
join mart.plan as p using (plan_id)
where c.org_code = $org_code::varchar
    and $fiscal_year::smallint between p.first_fiscal_year and p.last_fiscal_year
order by c.plan_id, c.step_no, c.control_no
