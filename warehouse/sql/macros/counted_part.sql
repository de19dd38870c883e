-- note: what counts of metrics in a scope, one round and one dimension, one row for each metric, organisation and year:
-- note: without a round of the latest one that each organisation reported, without a dimension of all of them
create macro mart.counted_part(province, kind, organisation, round, dimension) as table
select m.metric_code, m.org_code, m.fiscal_year, m.report_round, m.numerator, m.denominator
from ready.metric_round as m
join mart.scope(province, kind, organisation) using (org_code)
where (m.report_round is null or if(round is null, m.is_latest, m.report_round = round))
    and if(dimension is null, m.dimension_no is null, m.is_undivided or m.dimension_no = dimension)
