-- note: an instrument is computed only from all its indicators, the total only from all instruments
with scheme as (
    select scheme_code, first_fiscal_year, coalesce(last_fiscal_year, 9999) as last_fiscal_year
    from stage.ita_scheme
),
instrument_rule as (
    select scheme_code, instrument_code, any_value(w.weight) as weight, count(*) as indicators
    from stage.ita_instrument as w
    join stage.ita_indicator_name as n using (scheme_code, instrument_code)
    group by all
),
instrument as (
    select i.org_code, i.fiscal_year, i.instrument_code, any_value(r.weight) as weight,
           avg(i.score::double) as score, min(i.source_id) as source_id, arg_min(i.locator, i.indicator_no) as locator,
           min(i.indicator_no) as first_no
    from mart.ita_indicator as i
    join scheme as s on i.fiscal_year between s.first_fiscal_year and s.last_fiscal_year
    join instrument_rule as r using (scheme_code, instrument_code)
    group by all
    having count(*) = any_value(r.indicators)
),
computed as (
    select org_code, fiscal_year,
           max(score) filter (instrument_code = 'iit') as iit,
           max(score) filter (instrument_code = 'eit') as eit,
           max(score) filter (instrument_code = 'oit') as oit,
           case when count(*) = 3 then sum(weight * score) end as total,
           min(source_id) as source_id,
           arg_min(locator, first_no) as locator
    from instrument
    group by all
),
result as (
    select org_code,
           fiscal_year,
           round(coalesce(c.iit, s.iit_stated), 2) as iit,
           round(coalesce(c.eit, s.eit_stated), 2) as eit,
           round(coalesce(c.oit, s.oit_stated), 2) as oit,
           round(c.total, 2) as total_computed,
           s.total_stated,
           s.level_stated,
           coalesce(s.source_id, c.source_id) as source_id,
           coalesce(s.locator, c.locator) as locator
    from computed as c
    full join stage.ita_result as s using (org_code, fiscal_year)
),
-- A level that asks for each instrument cannot be told from a total alone: its answer is then empty.
level_answer as (
    select r.org_code, r.fiscal_year, l.level_code, l.sort_order,
           coalesce(r.total_computed, r.total_stated) >= l.minimum_total
               and (l.minimum_instrument is null or (
                   r.iit >= l.minimum_instrument and r.eit >= l.minimum_instrument and r.oit >= l.minimum_instrument
               )) as holds
    from result as r
    join scheme as s on r.fiscal_year between s.first_fiscal_year and s.last_fiscal_year
    join stage.ita_level as l using (scheme_code)
),
level as (
    select org_code, fiscal_year, case when holds then level_code end as level_code
    from level_answer
    where holds is null or holds
    qualify row_number() over (partition by org_code, fiscal_year order by sort_order) = 1
)
select r.org_code,
       r.fiscal_year,
       r.iit,
       r.eit,
       r.oit,
       r.total_computed,
       r.total_stated,
       level.level_code,
       r.level_stated,
       s.scheme_code,
       coalesce(own.target_value, national.target_value) as target,
       coalesce(r.total_computed, r.total_stated) - coalesce(own.target_value, national.target_value) as gap,
       r.source_id,
       r.locator
from result as r
left join scheme as s on r.fiscal_year between s.first_fiscal_year and s.last_fiscal_year
left join level using (org_code, fiscal_year)
left join stage.target as own
    on own.org_code = r.org_code and own.fiscal_year = r.fiscal_year and own.metric_code = 'ita_score'
left join stage.national_target as national
    on national.metric_code = 'ita_score' and national.applies_to = 'organisation'
    and r.fiscal_year between national.first_fiscal_year and national.last_fiscal_year
