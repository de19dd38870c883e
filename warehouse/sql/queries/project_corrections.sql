-- grain: one corrected cell of one project or of a year or report of it
select table_name, row_key, column_name, printed, corrected, reason, evidence, locator, source_id
from mart.correction
where row_key = $project_id::varchar or starts_with(row_key, $project_id || '/')
order by all
