-- grain: one reported result figure, or one count of complaints or cases, of the scope and year
-- note: found_results says how many there are in all when only the first are asked for, organisation_count of how
-- note: many organisations; is_withheld marks a count of complaints that is too small to be shown to the reader
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
reported as (
    select org_code, fiscal_year, null as case_kind, result_th, value, unit_th, project_id, source_id, locator
    from mart.result
    union all
    select org_code, fiscal_year, kind, null, count, 'เรื่อง', null, source_id, locator
    from mart.case_count
)
select o.short_name_th, r.case_kind, r.result_th, r.value, r.value is null as is_withheld, r.unit_th, r.project_id, r.org_code, r.fiscal_year,
       r.source_id, r.locator, count(*) over () as found_results,
       (select count(distinct org_code) from reported semi join scope using (org_code) where fiscal_year = $fiscal_year)
           as organisation_count
from reported as r
join scope using (org_code)
join mart.organisation as o using (org_code)
where r.fiscal_year = $fiscal_year::smallint
order by o.short_name_th, r.org_code, r.case_kind nulls last, r.source_id, r.project_id, r.result_th
limit $row_limit::bigint
