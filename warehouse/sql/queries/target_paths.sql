-- grain: one metric, organisation and fiscal year with its target, its value or what the trend expects
-- note: values to $fiscal_year, and the trend from the latest of them; line_first_fiscal_year tells apart the stretches
-- note: of values that stand in one line: without a missing year, of comparable ITA rules, of the same report round
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
-- A baseline of too few cases has counts and no share.
few as (
    select distinct metric_code, org_code from mart.metric_status where status_code = 'too_few_cases'
),
valued as (
    select v.metric_code, v.org_code, v.fiscal_year, v.value, v.report_round, s.comparable_group
    from mart.metric_value as v
    join scope using (org_code)
    anti join few on few.metric_code = v.metric_code and few.org_code = v.org_code
    left join mart.ita_scheme as s
        on v.metric_code in ('ita_score', 'ita_pass_rate')
        and v.fiscal_year between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
    where v.value is not null and ($metric_code::varchar is null or v.metric_code = $metric_code)
        and ($fiscal_year::smallint is null or v.fiscal_year <= $fiscal_year)
),
numbered as (
    select *,
           fiscal_year - row_number() over (
               partition by metric_code, org_code, comparable_group, report_round order by fiscal_year
           ) as stretch
    from valued
),
lined as (
    select metric_code, org_code, fiscal_year, value,
           min(fiscal_year) over (
               partition by metric_code, org_code, comparable_group, report_round, stretch
           ) as line_first_fiscal_year
    from numbered
),
own as (
    select t.metric_code, t.org_code, t.fiscal_year, t.target_value
    from mart.target as t
    join scope using (org_code)
    where $metric_code is null or t.metric_code = $metric_code
),
known as (
    select metric_code, org_code, min(fiscal_year) as first_fiscal_year, max(fiscal_year) as last_fiscal_year
    from (select metric_code, org_code, fiscal_year from lined union all select metric_code, org_code, fiscal_year from own)
    group by all
),
-- The nation's targets stand where the organisation sets none for that year or a later one of the same period: a
-- level to hold in each year, a level to reach in the last one.
national as (
    select n.metric_code, k.org_code, y.fiscal_year::smallint as fiscal_year, n.target_value
    from mart.national_target as n
    join known as k using (metric_code)
    cross join unnest(range(n.first_fiscal_year, n.last_fiscal_year + 1)) as y(fiscal_year)
    where n.applies_to = 'organisation' and y.fiscal_year >= k.first_fiscal_year
        and (n.target_kind = 'level_to_hold' or y.fiscal_year = n.last_fiscal_year)
        and n.first_fiscal_year <= coalesce($fiscal_year, k.last_fiscal_year)
        and not exists (
            from own
            where own.metric_code = n.metric_code and own.org_code = k.org_code
                and own.fiscal_year between y.fiscal_year and n.last_fiscal_year
        )
),
targeted as (
    select *, 'own' as set_by from own
    union all
    select *, 'nation' as set_by from national
),
judged as (
    select s.metric_code, s.org_code, s.fiscal_year, s.value, s.target_fiscal_year, s.projected_value
    from mart.metric_status as s
    join scope using (org_code)
    where s.method <> 'implementation_flag' and ($fiscal_year is null or s.fiscal_year <= $fiscal_year)
        and ($metric_code is null or s.metric_code = $metric_code)
    qualify row_number() over (partition by s.metric_code, s.org_code order by s.fiscal_year desc) = 1
),
expected as (
    select j.metric_code, j.org_code, y.fiscal_year::smallint as fiscal_year,
           j.value + (j.projected_value - j.value) * (y.fiscal_year - j.fiscal_year)
               / (j.target_fiscal_year - j.fiscal_year) as projected_value
    from judged as j
    cross join unnest(range(j.fiscal_year + 1, j.target_fiscal_year + 1)) as y(fiscal_year)
    where j.projected_value is not null
),
with_target as (
    select distinct metric_code, org_code from targeted
)
select o.short_name_th, metric_code, m.name_th, m.name_en, m.unit, fiscal_year, t.target_value, t.set_by, l.value,
       e.projected_value, l.line_first_fiscal_year, org_code
from targeted as t
full join lined as l using (metric_code, org_code, fiscal_year)
full join expected as e using (metric_code, org_code, fiscal_year)
semi join with_target using (metric_code, org_code)
join mart.organisation as o using (org_code)
join mart.metric as m using (metric_code)
order by o.short_name_th, org_code, m.sort_order, fiscal_year
