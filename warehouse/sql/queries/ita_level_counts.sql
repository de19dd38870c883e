-- grain: one level of the rules of the year, with the organisations of the scope that have it
-- note: the last row, without a level, counts the results from which no level follows
with result as (
    select r.level_code
    from mart.ita_result as r
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where r.fiscal_year = $fiscal_year::smallint and coalesce(r.total_computed, r.total_stated) is not null
),
level as (
    select l.level_code, l.level_th, l.level_en, l.sort_order, l.is_pass, l.minimum_total, l.minimum_instrument
    from mart.ita_level as l
    join mart.ita_scheme as s using (scheme_code)
    where $fiscal_year::smallint between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
)
select l.level_code, l.level_th, l.level_en, l.is_pass, l.minimum_total, l.minimum_instrument,
       (select count(*) from result where result.level_code = l.level_code) as organisations
from level as l
union all
select null, null, null, null, null, null, count(*)
from result
where level_code is null
having count(*) > 0
order by minimum_total desc nulls last, minimum_instrument desc nulls last
