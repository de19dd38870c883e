-- grain: one level of the ITA rules of some years, the best level first
select s.scheme_code, s.first_fiscal_year, s.last_fiscal_year, l.level_code, l.level_th, l.level_en, l.sort_order,
       l.minimum_total, l.minimum_instrument, l.is_pass, l.source
from mart.ita_level as l
join mart.ita_scheme as s using (scheme_code)
order by s.first_fiscal_year, l.sort_order
