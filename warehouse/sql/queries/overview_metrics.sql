-- grain: one metric and fiscal year of the scope
-- note: a share of too few cases is empty; numerator and denominator tell the counts
-- note: without $report_round each organisation counts with the latest round it reported
with summed as (
    select metric_code, fiscal_year, max(report_round) as report_round,
           mart.exact_sum(numerator) as numerator, mart.exact_sum(denominator) as denominator,
           count(*) as organisations
    from mart.counted_part(
        $province_code::varchar, $type_code::varchar, $org_code::varchar, $report_round::smallint,
        $dimension_no::smallint
    )
    group by all
)
select m.metric_code, m.name_th, m.name_en, m.description_th, m.description_en, m.unit, m.better, m.source,
       m.sort_order, s.fiscal_year, mart.comparable_group(m.metric_code, s.fiscal_year) as comparable_group,
       s.report_round, s.numerator, s.denominator, s.organisations,
       mart.is_too_few(m.metric_code, s.denominator) as is_too_few,
       case
           when not mart.is_too_few(m.metric_code, s.denominator)
               then mart.figure(m.aggregate, s.numerator, s.denominator)
       end as value
from mart.metric as m
left join summed as s using (metric_code)
order by m.sort_order, s.fiscal_year
