-- grain: one step of five points of the ITA total, from the lowest with an organisation to the highest
-- note: every cut-off of a level is a multiple of five, so that a step lies in one level
with result as (
    select least(coalesce(r.total_computed, r.total_stated)::double, 99.99) as total
    from mart.ita_result as r
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where r.fiscal_year = $fiscal_year::smallint and total is not null
),
step as (
    select (floor(total / 5) * 5)::smallint as from_total, count(*) as organisations
    from result
    group by from_total
),
ladder as (
    select unnest(generate_series((select min(from_total) from step), (select max(from_total) from step), 5))::smallint
        as from_total
)
select from_total, (from_total + 5)::smallint as to_total, coalesce(organisations, 0) as organisations,
       from_total >= mart.pass_mark($fiscal_year::smallint) as passes
from ladder
left join step using (from_total)
order by from_total
