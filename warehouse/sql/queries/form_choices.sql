-- grain: one entry of a drop-down list of the forms, by the rules of the fiscal year
with framework as (
    from mart.framework
    where $fiscal_year::smallint between first_fiscal_year and last_fiscal_year
),
scheme as (
    from mart.ita_scheme
    where $fiscal_year::smallint between first_fiscal_year and coalesce(last_fiscal_year, 9999)
),
choice as (
    select 'status' as list_name, status_code as code, status_th as label_th, sort_order as place
    from mart.status
    where is_stored
    union all
    select 'reason', reason_code, reason_th, case reason_code when 'other' then 2 else 1 end
    from mart.reason
    union all
    select 'framework', framework_code, framework_code, first_fiscal_year
    from mart.framework
    union all
    select 'dimension', d.dimension_no::varchar, format('มิติที่ {} {}', d.dimension_no, d.short_th), d.dimension_no
    from mart.dimension as d
    join framework using (framework_code)
    union all
    select 'mission', m.mission_no, m.mission_no || ' ' || m.title_th, m.dimension_no
    from mart.mission as m
    join framework using (framework_code)
    union all
    select 'metric', metric_code, name_th, sort_order
    from mart.metric
    where better <> 'none'
    union all
    select 'risk_level', level_code, level_th, level_rank
    from mart.risk_level
    union all
    select 'ita_level', l.level_th, l.level_th, l.sort_order
    from mart.ita_level as l
    join scheme using (scheme_code)
)
from choice
order by list_name, place, code
