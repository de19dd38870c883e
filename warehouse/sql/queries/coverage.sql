-- grain: one table and fiscal year that the scope has rows of: of how many organisations and sources
-- note: scope_organisations are those that count as all of the scope in the year: former ones where they have data of it
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
registered as (
    select count(*) filter (not is_former) as organisations
    from mart.organisation
    join scope using (org_code)
),
former as (
    select c.fiscal_year, count(distinct c.org_code) as organisations
    from ready.covered as c
    join mart.organisation as o using (org_code)
    join scope using (org_code)
    where o.is_former
    group by c.fiscal_year
),
of_source as (
    select c.table_name, c.fiscal_year, c.source_id, sum(c.row_count) as row_count,
           count(*) filter (c.is_first or $source_id::varchar is not null) as organisations
    from ready.covered as c
    join scope using (org_code)
    where c.fiscal_year is not null and ($source_id is null or c.source_id = $source_id)
    group by c.table_name, c.fiscal_year, c.source_id
)
select c.table_name, c.fiscal_year, sum(c.organisations)::bigint as organisations,
       any_value(r.organisations + coalesce(f.organisations, 0)) as scope_organisations,
       sum(c.row_count)::bigint as row_count, count(*) as sources
from of_source as c
cross join registered as r
left join former as f using (fiscal_year)
join mart.published_table as t using (table_name)
group by all
order by any_value(t.sort_order), c.fiscal_year
