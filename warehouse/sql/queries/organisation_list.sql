-- grain: one organisation of the scope that the words are found in, those with data first, former
-- note: ones last, and which years it has
-- note: found_organisations says how many there are in all when only the first are asked for
with planned as (
    select org_code, list_sort(list(distinct fiscal_year)) as plan_years
    from mart.project_year
    where not is_superseded_draft
    group by org_code
),
reported as (
    select org_code, list_sort(list(distinct fiscal_year)) as reported_years
    from (
        select org_code, fiscal_year from mart.status_report where status_code <> 'awaiting_report'
        union
        select org_code, fiscal_year from mart.result
        union
        select org_code, fiscal_year from mart.case_count
    )
    group by org_code
),
assessed as (
    select org_code, list_sort(list(distinct fiscal_year)) as ita_years
    from mart.ita_result
    group by org_code
)
select o.org_code, o.full_name_th, o.district_th, o.province_th, o.is_former, p.plan_years, r.reported_years, a.ita_years,
       count(*) over () as found_organisations
from mart.organisation as o
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
left join planned as p using (org_code)
left join reported as r using (org_code)
left join assessed as a using (org_code)
where $search::varchar is null
    or contains(
        mart.searchable(
            concat_ws('|', o.full_name_th, o.short_name_th, o.org_code, o.district_th, o.province_th)
        ),
        mart.searchable($search)
    )
order by p.plan_years is null and r.reported_years is null and a.ita_years is null,
         o.is_former, o.full_name_th, o.province_th, o.district_th, o.org_code
limit $row_limit::bigint
