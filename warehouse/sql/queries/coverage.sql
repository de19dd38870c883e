-- grain: one table and fiscal year that the scope has rows of: of how many organisations and sources
select c.table_name, c.fiscal_year, count(distinct c.org_code) as organisations, count(*) as row_count,
       count(distinct c.source_id) as sources
from mart.covered() as c
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.published_table as t using (table_name)
where c.fiscal_year is not null and ($source_id::varchar is null or c.source_id = $source_id)
group by all
order by any_value(t.sort_order), c.fiscal_year
