-- note: every metric of every organisation and year, counted in one round and one dimension; without a round each
-- note: organisation counts with the latest one it reported, without a dimension all of them count together
create macro mart.metric_of_each(round, dimension) as table
with counted as (
    select *
    from mart.metric_part
    where report_round is null or round is null or report_round = round
    qualify report_round is not distinct from
            max(report_round) over (partition by metric_code, org_code, fiscal_year)
),
summed as (
    select metric_code, org_code, fiscal_year, max(report_round) as report_round,
           sum(numerator) as numerator, sum(denominator) as denominator
    from counted
    where dimension_no is null or dimension is null or dimension_no = dimension
    group by metric_code, org_code, fiscal_year
)
select s.metric_code, s.org_code, s.fiscal_year, s.report_round, s.numerator, s.denominator,
       case m.aggregate when 'sum' then s.numerator else s.numerator / nullif(s.denominator, 0) end as value,
       few.org_code is not null as is_too_few
from summed as s
join mart.metric as m using (metric_code)
left join mart.metric_status as few
    on few.metric_code = s.metric_code and few.org_code = s.org_code and few.fiscal_year = s.fiscal_year
    and few.status_code = 'too_few_cases'
