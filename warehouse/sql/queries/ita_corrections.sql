-- grain: one corrected ITA score of one organisation and year
select row_key, column_name, printed, corrected, reason, evidence, locator, source_id
from mart.correction
where table_name in ('ita_indicator', 'ita_result')
    and org_code = $org_code::varchar and fiscal_year = $fiscal_year::smallint
order by try_cast(split_part(row_key, '/', 3) as int)
