-- grain: one source of the scope and year, with how many of its printed totals follow from the rows
select f.source_id, s.title_th, s.publisher,
       count(*) filter (f.severity = 'agreement') as agreeing,
       count(*) as checked
from mart.finding as f
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.source as s using (source_id)
where f.rule_code in ('control_total', 'stated_project_count', 'ita_total', 'ita_level')
    and (f.fiscal_year = $fiscal_year::smallint or f.fiscal_year is null)
group by all
order by f.source_id
