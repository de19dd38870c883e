-- note: the parts of metrics that count in a scope, one round and one dimension: without a round those of the latest one
-- note: that each organisation reported, without a dimension those of all
create macro mart.counted_part(province, kind, organisation, round, dimension) as table
select *
from (
    select p.*
    from mart.metric_part as p
    join mart.scope(province, kind, organisation) using (org_code)
    where p.report_round is null or round is null or p.report_round = round
    qualify p.report_round is not distinct from
            max(p.report_round) over (partition by p.metric_code, p.org_code, p.fiscal_year)
)
where dimension_no is null or dimension is null or dimension_no = dimension
