-- grain: one metric, organisation and fiscal year of the organisations asked for, parted by commas
select v.metric_code, m.name_th, m.name_en, m.unit, v.org_code, o.short_name_th, v.fiscal_year, v.report_round,
       v.numerator, v.denominator, v.value
from mart.metric_value as v
join mart.metric as m using (metric_code)
join mart.organisation as o on o.org_code = v.org_code
where $org_codes::varchar is null or list_contains(string_split($org_codes, ','), v.org_code)
order by m.sort_order, o.short_name_th, v.org_code, v.fiscal_year
