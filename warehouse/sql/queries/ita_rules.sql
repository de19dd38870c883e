-- grain: one indicator of the ITA rules of some years
-- note: weight is what one point of the indicator adds to the total, its share of the weight of its instrument
select s.scheme_code, s.first_fiscal_year, s.last_fiscal_year, s.title_th as scheme_th, s.title_en as scheme_en,
       n.indicator_no, n.title_th, n.title_en, n.instrument_code, w.title_th as instrument_th,
       w.title_en as instrument_en, w.weight as instrument_weight,
       w.weight / count(*) over (partition by s.scheme_code, n.instrument_code) as weight
from mart.ita_indicator_name as n
join mart.ita_scheme as s using (scheme_code)
join mart.ita_instrument as w using (scheme_code, instrument_code)
order by s.first_fiscal_year, n.indicator_no
