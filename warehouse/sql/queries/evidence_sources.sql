-- grain: one source that something of the scope comes from, with how much of it is of the scope
-- note: found_sources says how many there are in all when only some are asked for
with line as (
    select source_id, min(fiscal_year) as first_fiscal_year, max(fiscal_year) as last_fiscal_year,
           count(distinct org_code) as organisations
    from ready.covered
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    group by source_id
),
looked as (
    select source_id, count(*) filter (mart.is_of_severity(severity, resolution, null)) as open_findings
    from mart.finding
    group by source_id
),
corrected as (
    select source_id, count(*) as corrections from mart.correction group by source_id
)
select s.source_id, s.title_th, s.publisher, s.document, s.sha256, s.files_sha256, s.accessed, s.licence, s.notes,
       s.is_simulated, line.first_fiscal_year, line.last_fiscal_year, coalesce(line.organisations, 0) as organisations,
       s.row_count, s.rejected_count,
       coalesce(looked.open_findings, 0) as open_findings,
       coalesce(corrected.corrections, 0) as corrections,
       count(*) over () as found_sources
from mart.source as s
left join line using (source_id)
left join looked using (source_id)
left join corrected using (source_id)
where (line.source_id is not null
        or coalesce($province_code::varchar, $type_code::varchar, $org_code::varchar) is null)
    and ($source_id::varchar is null or s.source_id = $source_id)
order by line.last_fiscal_year desc nulls last, s.title_th, s.source_id
limit $row_limit::bigint offset $row_offset::bigint
