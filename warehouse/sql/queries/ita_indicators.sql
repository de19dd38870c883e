-- grain: one indicator of one organisation and year
-- note: points_to_gain is what the indicator can still add to the total: its weight times its distance to 100
with size as (
    select scheme_code, instrument_code, count(*) as indicators
    from mart.ita_indicator_name
    group by all
)
select i.org_code, i.fiscal_year, i.indicator_no, n.title_th, n.title_en, i.instrument_code,
       w.title_th as instrument_th, w.title_en as instrument_en, i.score, i.score_as_printed, i.is_corrected,
       i.score - mart.pass_mark(i.fiscal_year) as gap_to_pass,
       w.weight / size.indicators * (100 - i.score) as points_to_gain,
       i.source_id, i.locator
from mart.ita_indicator as i
join mart.ita_scheme as s on i.fiscal_year between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
join mart.ita_indicator_name as n using (scheme_code, indicator_no)
join mart.ita_instrument as w on w.scheme_code = s.scheme_code and w.instrument_code = i.instrument_code
join size on size.scheme_code = s.scheme_code and size.instrument_code = i.instrument_code
where i.org_code = $org_code::varchar and i.fiscal_year = $fiscal_year::smallint
order by i.indicator_no
