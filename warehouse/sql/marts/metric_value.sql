-- note: where rounds apply, the latest round that was reported counts; ratios are taken after summing
with summed as (
    select metric_code, org_code, fiscal_year, report_round,
           mart.exact_sum(numerator) as numerator, mart.exact_sum(denominator) as denominator
    from mart.counted_part(null, null, null, null, null)
    group by all
)
select s.metric_code, s.org_code, s.fiscal_year, s.report_round, s.numerator, s.denominator,
       mart.figure(m.aggregate, s.numerator, s.denominator) as value
from summed as s
join mart.metric as m using (metric_code)
