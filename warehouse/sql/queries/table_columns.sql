-- grain: one column of a published table
select d.table_name, d.column_name, d.name_th, d.name_en, d.data_type, d.unit, d.is_key, d.is_optional, d.refers_to
from mart.dictionary as d
join mart.published_table as t using (table_name)
where $table_name::varchar is null or d.table_name = $table_name
order by t.sort_order, d.sort_order
