-- grain: one source of what is known of the organisations that are shown
select s.source_id, s.title_th, s.publisher
from mart.source as s
where s.source_id in (
    select source_id
    from ready.covered
    where table_name <> 'organisation'
        and ($org_codes::varchar is null or list_contains(string_split($org_codes, ','), org_code))
)
order by s.source_id
