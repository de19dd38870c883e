-- note: after the method of the German sustainable-development indicators: the linear trend of the last six
-- note: points (at least four) is carried on from the last value to the target year, as far as values can go
with comparable as (
    -- Values that are not comparable never stand in one trend.
    select metric_code, org_code, fiscal_year, value, denominator, report_round,
           mart.comparable_group(metric_code, fiscal_year) as comparable_group
    from mart.metric_value
    -- A baseline of no case has no share and still a verdict: too few cases.
    where value is not null or metric_code = 'case_reduction'
),
trend as (
    select *,
           count(value) over last_six as points,
           regr_slope(value, fiscal_year) over last_six as slope
    from comparable
    window last_six as (
        -- What is done by March and what is done by September never stand in one trend either.
        partition by metric_code, org_code, comparable_group, report_round order by fiscal_year
        rows between 5 preceding and current row
    )
),
own_target as (
    select metric_code, org_code, fiscal_year as target_fiscal_year, target_value, baseline_fiscal_year
    from mart.target
),
-- Judged against the next target year that is set; in the last one, against that year itself. A target for a
-- later period of the nation, or for scores that are not comparable, does not judge the years before.
own_judged as (
    select t.metric_code, t.org_code, t.fiscal_year, o.target_fiscal_year, o.target_value, o.baseline_fiscal_year
    from trend as t
    join own_target as o
        on o.metric_code = t.metric_code and o.org_code = t.org_code and o.target_fiscal_year >= t.fiscal_year
    left join stage.national_target as n
        on n.metric_code = t.metric_code and n.applies_to = 'organisation'
        and t.fiscal_year between n.first_fiscal_year and n.last_fiscal_year
    where (n.last_fiscal_year is null or o.target_fiscal_year <= n.last_fiscal_year)
        and t.comparable_group is not distinct from mart.comparable_group(t.metric_code, o.target_fiscal_year)
    qualify row_number() over (
        partition by t.metric_code, t.org_code, t.fiscal_year
        order by o.target_fiscal_year = t.fiscal_year, o.target_fiscal_year
    ) = 1
),
-- A target that is the same every year is a level to hold, a rising one a level to reach.
own_path as (
    select metric_code, org_code, count(distinct target_value) = 1 and count(*) > 1 as is_held
    from own_target
    group by all
),
judged as (
    select t.*,
           coalesce(o.target_fiscal_year, n.last_fiscal_year) as target_fiscal_year,
           coalesce(o.target_value, n.target_value) as target_value,
           o.baseline_fiscal_year,
           case
               when o.target_value is not null then if(p.is_held, 'level_to_hold', 'level_to_reach')
               else n.target_kind
           end as method
    from trend as t
    left join own_judged as o using (metric_code, org_code, fiscal_year)
    left join own_path as p using (metric_code, org_code)
    left join stage.national_target as n
        on n.metric_code = t.metric_code and n.applies_to = 'organisation'
        and t.fiscal_year between n.first_fiscal_year and n.last_fiscal_year
    where o.target_value is not null or n.target_value is not null
),
projected as (
    select judged.*,
           case
               when points >= 4 and method = 'level_to_reach'
                   then least(
                       greatest(value + slope * (target_fiscal_year - fiscal_year), m.least_value), m.greatest_value
                   )
           end as projected_value
    from judged
    join mart.metric as m using (metric_code)
),
verdict as (
    select metric_code, org_code, fiscal_year, value, target_value,
           if(method = 'level_to_hold', fiscal_year, target_fiscal_year) as target_fiscal_year,
           projected_value,
           method,
           case
               -- Below five cases a percentage says nothing: the counts are shown instead.
               when mart.is_too_few(metric_code, denominator) then 'too_few_cases'
               when method = 'level_to_reach' and value >= target_value then 'achieved'
               when points < 4 then 'too_few_points'
               when method = 'level_to_hold' and value >= target_value
                   then if(slope >= 0, 'held', 'held_but_slipping')
               when method = 'level_to_hold' then if(slope > 0, 'below_but_improving', 'below_and_worsening')
               when slope <= 0 then 'wrong_direction'
               when target_value - projected_value < 0.05 * (target_value - value) then 'on_track'
               when target_value - projected_value <= 0.20 * (target_value - value) then 'slightly_off'
               else 'off_track'
           end as status_code
    from projected
),
flag as (
    select v.metric_code, v.org_code, v.fiscal_year, v.value, green.minimum_share as target_value,
           v.fiscal_year as target_fiscal_year, null::double as projected_value,
           'implementation_flag' as method, f.flag_code as status_code
    from mart.metric_value as v
    join stage.implementation_flag as f on f.report_round = v.report_round and v.value >= f.minimum_share
    join stage.implementation_flag as green on green.report_round = v.report_round and green.flag_code = 'green'
    -- A target of the organisation's own comes before the flag.
    anti join verdict using (metric_code, org_code, fiscal_year)
    where v.metric_code = 'project_completion'
    qualify row_number() over (partition by v.org_code, v.fiscal_year order by f.minimum_share desc) = 1
)
from verdict
union all by name
from flag
