-- grain: one metric of one organisation and year with the verdict on its target
select metric_code, value, target_value, target_fiscal_year, status_code, projected_value, method
from mart.metric_status
where org_code = $org_code::varchar and fiscal_year = $fiscal_year::smallint
