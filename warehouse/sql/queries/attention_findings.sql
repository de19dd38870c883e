-- grain: one open finding of the scope and year that a person must look at
-- note: the first two of each rule, with how many there are
select f.finding_id, f.rule_code, f.severity, f.org_code, o.short_name_th, f.fiscal_year, f.project_id, f.source_id,
       f.locator, f.message_th, f.message_en, count(*) over (partition by f.rule_code) as findings
from mart.finding as f
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.organisation as o using (org_code)
where f.resolution = 'open' and f.severity in ('error', 'warning')
    and (f.fiscal_year = $fiscal_year::smallint or f.fiscal_year is null)
qualify row_number() over (partition by f.rule_code order by f.severity, o.short_name_th, f.finding_id) <= 2
order by f.severity, f.rule_code, o.short_name_th, f.finding_id
