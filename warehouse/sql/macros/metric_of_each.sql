-- note: every metric of every organisation and year, counted in one round and one dimension; without a round each
-- note: organisation counts with the latest one it reported, without a dimension all of them count together
create macro mart.metric_of_each(round, dimension) as table
select p.metric_code, p.org_code, p.fiscal_year, p.report_round, p.numerator, p.denominator,
       mart.figure(m.aggregate, p.numerator, p.denominator) as value,
       mart.is_too_few(p.metric_code, p.denominator) as is_too_few
from mart.counted_part(null, null, null, round, dimension) as p
join mart.metric as m using (metric_code)
