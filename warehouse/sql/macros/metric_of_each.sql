-- note: every metric of every organisation and year, counted in one round and one dimension; without a round each
-- note: organisation counts with the latest one it reported, without a dimension all of them count together
create macro mart.metric_of_each(round, dimension) as table
with summed as (
    select metric_code, org_code, fiscal_year, max(report_round) as report_round,
           sum(numerator) as numerator, sum(denominator) as denominator
    from mart.counted_part(null, null, null, round, dimension)
    group by metric_code, org_code, fiscal_year
)
select s.metric_code, s.org_code, s.fiscal_year, s.report_round, s.numerator, s.denominator,
       mart.figure(m.aggregate, s.numerator, s.denominator) as value,
       mart.is_too_few(s.metric_code, s.denominator) as is_too_few
from summed as s
join mart.metric as m using (metric_code)
