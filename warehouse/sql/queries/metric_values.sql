-- grain: one organisation that has a value of the metric in the fiscal year
-- note: as overview_metrics counts, a share of too few cases being empty; without $report_round each organisation with the latest round it reported
with part as (
    select p.*
    from mart.metric_part as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where ($metric_code::varchar is null or p.metric_code = $metric_code)
        and ($fiscal_year::smallint is null or p.fiscal_year = $fiscal_year)
        and (
            p.report_round is null
            or p.report_round is not distinct from $report_round::smallint
            or $report_round is null
        )
),
counted as (
    select * from part
    qualify report_round is not distinct from
            max(report_round) over (partition by metric_code, org_code, fiscal_year)
),
summed as (
    select metric_code, org_code, fiscal_year, max(report_round) as report_round,
           sum(numerator) as numerator, sum(denominator) as denominator
    from counted
    where dimension_no is null or $dimension_no::smallint is null or dimension_no = $dimension_no
    group by all
)
select s.metric_code, s.org_code, o.short_name_th, o.district_th, o.province_th, s.fiscal_year, s.report_round,
       s.numerator, s.denominator,
       case
           when mart.is_too_few(s.metric_code, s.denominator) then null
           when m.aggregate = 'sum' then s.numerator
           else s.numerator / nullif(s.denominator, 0)
       end as value
from summed as s
join mart.metric as m using (metric_code)
join mart.organisation as o on o.org_code = s.org_code
order by m.sort_order, s.fiscal_year, o.short_name_th, s.org_code
limit $row_limit::bigint
