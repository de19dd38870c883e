-- grain: one published table: what a row is, how many rows and columns it has
select t.table_name, t.grain_th, t.grain_en, t.is_reference, t.row_count, count(*) as column_count,
       bool_or(d.column_name = 'org_code') as is_of_organisations, t.sort_order
from mart.published_table as t
join mart.dictionary as d using (table_name)
where $table_name::varchar is null or t.table_name = $table_name
group by all
order by t.is_reference, t.sort_order
