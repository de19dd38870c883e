-- grain: one metric of one organisation that a target is set for, with its value and the verdict on it, the worst first
-- note: of several organisations the value is that of $fiscal_year; of one, $org_code, the latest up to that year
with scope as (
    from mart.present($province_code::varchar, $type_code::varchar, $org_code::varchar, $fiscal_year::smallint)
),
status as (
    select s.*
    from mart.metric_status as s
    join scope using (org_code)
    where s.method <> 'implementation_flag' and ($metric_code::varchar is null or s.metric_code = $metric_code)
),
latest as (
    select *
    from status
    where $fiscal_year::smallint is null or fiscal_year = $fiscal_year
        or ($org_code is not null and fiscal_year < $fiscal_year)
    qualify row_number() over (partition by metric_code, org_code order by fiscal_year desc) = 1
),
draft as (
    select distinct org_code, source_id from mart.plan where is_draft
),
own as (
    select t.*, draft.source_id is not null as is_draft
    from mart.target as t
    join scope using (org_code)
    left join draft using (org_code, source_id)
    where $metric_code is null or t.metric_code = $metric_code
),
-- What is said of a target before there is any value: the one of the year, or the next, or else the last.
own_path as (
    select metric_code, org_code, min(fiscal_year) as first_fiscal_year,
           max(baseline_fiscal_year) as baseline_fiscal_year,
           list({fiscal_year: fiscal_year, target_value: target_value}) as targets,
           arg_min(
               {fiscal_year: fiscal_year, target_value: target_value, is_draft: is_draft},
               if(fiscal_year < coalesce($fiscal_year, 0), 10000, 0) + abs(fiscal_year - coalesce($fiscal_year, 0))
           ) as next
    from own
    group by all
),
known as (
    select metric_code, org_code from own
    union
    select metric_code, org_code from status where $fiscal_year is null or fiscal_year <= $fiscal_year
),
judged as (
    select k.metric_code, k.org_code, l.fiscal_year, l.value,
           coalesce(l.target_value, x.next.target_value, n.target_value) as target_value,
           coalesce(l.target_fiscal_year, x.next.fiscal_year, n.last_fiscal_year) as target_fiscal_year,
           l.projected_value, l.status_code, coalesce(l.method, if(x.org_code is null, n.target_kind, null)) as method, n.title_th as national_title_th, n.title_en as national_title_en,
           if(
               (l.org_code is null and x.org_code is not null)
               or coalesce(len(list_filter(
                   x.targets,
                   lambda t: t.target_value = l.target_value and t.fiscal_year >= l.fiscal_year
                       and t.fiscal_year <= coalesce(n.last_fiscal_year, t.fiscal_year)
               )), 0) > 0,
               'own', 'nation'
           ) as set_by,
           x.next.is_draft as is_draft,
           -- The base of growth: the year that the plan names, or else the one before its targets or the period begin.
           coalesce(x.baseline_fiscal_year, x.first_fiscal_year - 1, n.first_fiscal_year - 1) as own_base,
           n.first_fiscal_year - 1 as national_base
    from known as k
    left join latest as l using (metric_code, org_code)
    left join own_path as x using (metric_code, org_code)
    left join mart.national_target as n
        on n.metric_code = k.metric_code and n.applies_to = 'organisation'
        and coalesce(l.fiscal_year, $fiscal_year) between n.first_fiscal_year and n.last_fiscal_year
),
-- What a reading of growth needs is looked up for the rows that are shown alone.
shown as (
    select j.*, o.short_name_th, o.province_th, m.name_th, m.name_en, m.unit, m.sort_order
    from judged as j
    join mart.organisation as o using (org_code)
    join mart.metric as m using (metric_code)
    where $verdict_code::varchar is null or coalesce(j.status_code, 'no_value') = $verdict_code
    order by mart.verdict_rank(j.status_code),
             (j.value - j.target_value) / abs(nullif(j.target_value, 0)) nulls last, m.sort_order, o.short_name_th,
             j.org_code
    limit $row_limit::bigint offset $row_offset::bigint
),
-- The second reading, of the ITA only: the yearly growth since the base over the growth that the target asks for, as
-- Open SDG and Statistics Canada publish it. Without a base that can be compared there is none.
based as (
    select j.*, base.fiscal_year as base_fiscal_year, base.value as base_value
    from shown as j
    left join mart.ita_scheme as now
        on j.fiscal_year between now.first_fiscal_year and coalesce(now.last_fiscal_year, 9999)
    left join mart.ita_scheme as before
        on if(j.set_by = 'own', j.own_base, j.national_base)
            between before.first_fiscal_year and coalesce(before.last_fiscal_year, 9999)
    left join mart.metric_value as base
        on base.metric_code = j.metric_code and base.org_code = j.org_code
        and base.fiscal_year = if(j.set_by = 'own', j.own_base, j.national_base)
        and base.fiscal_year < j.fiscal_year
        and j.metric_code = 'ita_score' and j.method = 'level_to_reach' and j.status_code <> 'achieved'
        and base.value > 0 and base.value < j.target_value
        and now.comparable_group = before.comparable_group
),
grown as (
    select *,
           (pow(value / base_value, 1.0 / (fiscal_year - base_fiscal_year)) - 1)
               / (pow(target_value / base_value, 1.0 / (target_fiscal_year - base_fiscal_year)) - 1) as growth_ratio
    from based
)
select g.short_name_th, g.province_th, g.name_th, g.name_en, g.metric_code, g.unit, g.fiscal_year,
       -- A baseline of too few cases has counts and no share.
       if(g.status_code = 'too_few_cases', null, g.value) as value,
       g.target_value, g.target_fiscal_year, g.set_by, g.set_by = 'own' and coalesce(g.is_draft, false) as is_draft,
       g.national_title_th, g.national_title_en, g.status_code,
       g.projected_value, g.method, g.base_fiscal_year, g.base_value, g.growth_ratio,
       -- The limits of the published method: 95 % on track, 60 % moving too slowly, below nought deteriorating.
       case
           when g.growth_ratio >= 0.95 then 'enough'
           when g.growth_ratio >= 0.60 then 'too_slow'
           when g.growth_ratio >= 0 then 'limited'
           when g.growth_ratio < 0 then 'falling'
       end as growth_code,
       v.numerator, v.denominator, g.org_code
from grown as g
left join mart.metric_value as v using (metric_code, org_code, fiscal_year)
order by mart.verdict_rank(g.status_code),
         (g.value - g.target_value) / abs(nullif(g.target_value, 0)) nulls last, g.sort_order, g.short_name_th, g.org_code
