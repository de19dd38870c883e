-- grain: one result that organisations of the scope report in the year, or one kind of case, added over them
-- note: withheld is how many counts of complaints are too small to be shown to the reader; they are in no sum
-- note: what does not add up, such as a share or a score, has its least and greatest value and no sum
with reported as (
    select org_code, fiscal_year, null as case_kind, result_th, value, unit_th, source_id
    from mart.result
    union all
    select org_code, fiscal_year, kind, null, count, 'เรื่อง', source_id
    from mart.case_count
)
select r.case_kind, r.result_th,
       if(mart.adds_up(r.result_th, r.unit_th), sum(r.value), null) as value,
       r.unit_th, min(r.value) as least_value, max(r.value) as greatest_value,
       count(distinct r.org_code) as organisation_count, count(*) as results,
       count(*) - count(r.value) as withheld
from reported as r
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
where r.fiscal_year = $fiscal_year::smallint
group by r.case_kind, r.result_th, r.unit_th
order by organisation_count desc, r.case_kind nulls last, r.result_th, r.unit_th
