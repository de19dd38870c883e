-- grain: one ITA indicator of one organisation that is shown in the year
select i.org_code, o.short_name_th, o.province_th, i.fiscal_year,
       coalesce(r.total_computed, r.total_stated) as total, i.indicator_no, n.title_th, n.title_en, i.instrument_code,
       i.score, i.score - mart.pass_mark(i.fiscal_year) as gap_to_pass, i.is_corrected, i.source_id, i.locator
from mart.ita_indicator as i
join mart.organisation as o using (org_code)
join mart.ita_scheme as s on i.fiscal_year between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
join mart.ita_indicator_name as n using (scheme_code, indicator_no)
left join mart.ita_result as r on r.org_code = i.org_code and r.fiscal_year = i.fiscal_year
where i.fiscal_year = $fiscal_year::smallint
    and ($org_codes::varchar is null or list_contains(string_split($org_codes, ','), i.org_code))
order by list_position(string_split($org_codes::varchar, ','), i.org_code), o.short_name_th, i.org_code, i.indicator_no
