-- grain: one source that ITA results of the scope and year come from; without $fiscal_year those of all years
select s.source_id, s.title_th, s.publisher, s.document, s.sha256, s.accessed, s.licence
from mart.source as s
where s.source_id in (
    select r.source_id
    from mart.ita_result as r
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where $fiscal_year::smallint is null or r.fiscal_year = $fiscal_year
)
order by s.source_id
