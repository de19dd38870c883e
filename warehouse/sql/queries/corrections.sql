-- grain: one corrected cell of the scope and year with its proof; a cell of no single year is of every year
-- note: found_corrections says how many there are in all when only some are asked for
select c.source_id, s.title_th as source_title_th, s.document, c.org_code, o.short_name_th, c.fiscal_year,
       c.table_name, c.row_key, c.column_name, c.printed, c.corrected, c.reason, c.evidence, c.locator,
       count(*) over () as found_corrections
from mart.correction as c
join mart.source as s on s.source_id = c.source_id
left join mart.organisation as o on o.org_code = c.org_code
where (coalesce($province_code::varchar, $type_code::varchar, $org_code::varchar) is null
        or c.org_code in (
            select org_code from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
        ))
    and ($year_choice::varchar = 'all' or $fiscal_year::smallint is null or c.fiscal_year is null
        or c.fiscal_year = $fiscal_year)
    and ($source_id::varchar is null or c.source_id = $source_id)
order by c.source_id, c.reason, c.evidence, c.table_name, c.row_key, c.column_name
limit $row_limit::bigint offset $row_offset::bigint
