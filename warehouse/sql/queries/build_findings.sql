-- grain: one finding of the organisations asked for, parted by commas; an empty code means those of no organisation
select f.finding_id, f.rule_code, f.severity, f.resolution, f.org_code, o.short_name_th, f.fiscal_year,
       f.message_th, f.message_en, f.locator, f.source_id
from mart.finding as f
left join mart.organisation as o on o.org_code = f.org_code
where $org_codes::varchar is null or list_contains(string_split($org_codes, ','), coalesce(f.org_code, ''))
order by f.rule_code, o.short_name_th, f.org_code, f.fiscal_year, f.finding_id
