-- grain: one published table with how many rows it has
select table_name, grain_th, grain_en, row_count
from mart.published_table
where not is_reference
order by sort_order
