-- grain: one indicator of one organisation of the scope in the year
-- note: row_limit and row_offset count organisations, in the order of ita_results
with shown as (
    select r.org_code, o.short_name_th, o.province_th, coalesce(r.total_computed, r.total_stated) as total
    from mart.ita_result as r
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    join mart.organisation as o using (org_code)
    where r.fiscal_year = $fiscal_year::smallint
    order by if($sort::varchar = 'lowest', total, -total) nulls last, o.short_name_th, r.org_code
    limit $row_limit::bigint offset $row_offset::bigint
)
select shown.org_code, shown.short_name_th, shown.province_th, i.fiscal_year, shown.total, i.indicator_no,
       n.title_th, n.title_en, i.instrument_code, i.score, i.score - mart.pass_mark(i.fiscal_year) as gap_to_pass,
       i.is_corrected, i.source_id, i.locator
from shown
join mart.ita_indicator as i on i.org_code = shown.org_code and i.fiscal_year = $fiscal_year::smallint
join mart.ita_scheme as s on i.fiscal_year between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
join mart.ita_indicator_name as n using (scheme_code, indicator_no)
order by if($sort = 'lowest', shown.total, -shown.total) nulls last, shown.short_name_th, shown.org_code, i.indicator_no
