-- grain: one result figure that the organisation reported for the fiscal year
select result_id, plan_id, project_id, result_th, value, unit_th
from mart.result
where org_code = $org_code::varchar and fiscal_year = $fiscal_year::smallint
order by result_id
