-- note: where rounds apply, the latest round that was reported counts; ratios are taken after summing
with latest as (
    from mart.metric_part
    qualify report_round is not distinct from
            max(report_round) over (partition by metric_code, org_code, fiscal_year)
),
summed as (
    select metric_code, org_code, fiscal_year, report_round,
           sum(numerator) as numerator, sum(denominator) as denominator
    from latest
    group by all
)
select s.metric_code, s.org_code, s.fiscal_year, s.report_round, s.numerator, s.denominator,
       case m.aggregate when 'sum' then s.numerator else s.numerator / nullif(s.denominator, 0) end as value
from summed as s
join mart.metric as m using (metric_code)
