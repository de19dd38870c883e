-- grain: one finding about one project, corrections aside
select rule_code, severity, fiscal_year, locator, printed_value, computed_value, resolution, message_th, message_en
from mart.finding
where project_id = $project_id::varchar and rule_code <> 'correction_applied'
order by all
