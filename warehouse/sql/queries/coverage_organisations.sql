-- grain: one organisation of the scope, with its rows of one table and fiscal year; lacking asks for those with none
-- note: found_organisations says how many there are in all when only some are asked for
with line as (
    select org_code, sum(row_count)::bigint as row_count, count(distinct source_id) as sources, min(source_id) as source_id
    from ready.covered
    where table_name = $table_name::varchar and fiscal_year = $fiscal_year::smallint
        and ($source_id::varchar is null or source_id = $source_id)
    group by org_code
)
select o.org_code, o.full_name_th, o.province_th, o.is_former, line.row_count, line.sources, s.source_id,
       s.title_th as source_title_th, count(*) over () as found_organisations
from mart.organisation as o
join mart.present($province_code::varchar, $type_code::varchar, $org_code::varchar, $fiscal_year::smallint) using (org_code)
left join line using (org_code)
left join mart.source as s on s.source_id = line.source_id
where (line.org_code is null) = coalesce($lacking::boolean, false)
order by o.full_name_th, o.province_th, o.org_code
limit $row_limit::bigint offset $row_offset::bigint
