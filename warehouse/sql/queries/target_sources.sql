-- grain: one source that the targets of the scope, or the values measured by them, come from
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
used as (
    select source_id, org_code, metric_code from mart.target
    union
    select source_id, org_code, 'ita_score' from mart.ita_result
    union
    select source_id, org_code, 'case_reduction' from mart.case_count
    union
    select source_id, org_code, 'project_completion' from mart.status_report
)
select s.source_id, s.title_th
from mart.source as s
where s.source_id in (
    select u.source_id
    from used as u
    join scope using (org_code)
    where $metric_code::varchar is null or u.metric_code = $metric_code
)
order by s.source_id
