-- grain: one source that the projects of the scope and year come from; without $fiscal_year those of all years
select s.source_id, s.title_th, s.publisher, s.document, s.sha256, s.accessed, s.licence
from mart.source as s
where s.source_id in (
    select c.source_id
    from ready.covered as c
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where c.table_name = 'project_year' and ($fiscal_year::smallint is null or c.fiscal_year = $fiscal_year)
)
order by s.source_id
