-- grain: one organisation that has a value of the metric in the fiscal year
-- note: as overview_metrics counts, a share of too few cases being empty
-- note: without $report_round each organisation counts with the latest round it reported
with counted as (
    from mart.counted_part(
        $province_code::varchar, $type_code::varchar, $org_code::varchar, $report_round::smallint,
        $dimension_no::smallint
    )
    where ($metric_code::varchar is null or metric_code = $metric_code)
        and ($fiscal_year::smallint is null or fiscal_year = $fiscal_year)
)
select s.metric_code, s.org_code, o.short_name_th, o.district_th, o.province_th, s.fiscal_year, s.report_round,
       s.numerator, s.denominator,
       case
           when not mart.is_too_few(s.metric_code, s.denominator)
               then mart.figure(m.aggregate, s.numerator, s.denominator)
       end as value
from counted as s
join mart.metric as m using (metric_code)
join mart.organisation as o on o.org_code = s.org_code
order by m.sort_order, s.fiscal_year, o.short_name_th, s.org_code
limit $row_limit::bigint
