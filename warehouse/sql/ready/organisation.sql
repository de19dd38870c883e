-- grain: one organisation, with the words that it is found by and the years that it has data of
-- after: metric_value
with known as (
    select org_code,
           list(fiscal_year order by fiscal_year) filter (projects > 0) as plan_years,
           list(fiscal_year order by fiscal_year) filter (has_report or has_result or has_cases) as reported_years,
           list(fiscal_year order by fiscal_year) filter (has_ita) as ita_years,
           list(fiscal_year order by fiscal_year) filter (has_metric) as metric_years,
           list(fiscal_year order by fiscal_year) filter (projects > 0 or has_metric) as years
    from ready.organisation_year
    group by org_code
)
select o.org_code,
       mart.search_key(concat_ws('|', o.full_name_th, o.short_name_th, o.org_code, o.district_th, o.province_th))
           as words,
       k.* exclude (org_code)
from mart.organisation as o
left join known as k using (org_code)
