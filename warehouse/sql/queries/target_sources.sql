-- grain: one source that the targets of the scope, or the values measured by them, come from
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
used as (
    select source_id, org_code, metric_code from mart.target
    union all
    select source_id, org_code,
           case table_name
               when 'ita_result' then 'ita_score' when 'case_count' then 'case_reduction' else 'project_completion'
           end
    from ready.covered
    where table_name in ('ita_result', 'case_count', 'status_report')
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
