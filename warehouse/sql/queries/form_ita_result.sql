-- grain: the ITA total and level that a document states for the organisation and fiscal year
select total_stated, level_stated
from mart.ita_result
where org_code = $org_code::varchar and fiscal_year = $fiscal_year::smallint and total_stated is not null
