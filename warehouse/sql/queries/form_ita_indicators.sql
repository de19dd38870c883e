-- grain: one indicator of the ITA rules of the fiscal year, with the organisation's score
select n.indicator_no, n.title_th, n.instrument_code, i.score
from mart.ita_indicator_name as n
join mart.ita_scheme as s using (scheme_code)
left join mart.ita_indicator as i
    on i.indicator_no = n.indicator_no
    and i.org_code = $org_code::varchar
    and i.fiscal_year = $fiscal_year::smallint
where $fiscal_year::smallint between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
order by n.indicator_no
