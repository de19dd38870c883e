-- grain: one finding of the checks with the filters of the evidence page, the gravest first
-- note: without a severity those still to be looked at; all asks for those that agree and are corrected, too
select f.finding_id, f.rule_code, f.title_th, f.title_en, f.severity, f.resolution, f.org_code, o.short_name_th,
       f.fiscal_year, f.project_id, f.message_th, f.message_en, f.printed_value, f.computed_value, f.source_id,
       s.title_th as source_title_th, s.document, f.locator
from mart.findings_asked(
    $province_code::varchar, $type_code::varchar, $org_code::varchar, year := $fiscal_year::smallint,
    years := $year_choice::varchar, source := $source_id::varchar, totals := $is_total::boolean
) as f
left join mart.organisation as o on o.org_code = f.org_code
left join mart.source as s on s.source_id = f.source_id
where ($rule_code::varchar is null or f.rule_code = $rule_code)
    and mart.is_of_severity(f.severity, f.resolution, $severity::varchar)
order by case f.severity when 'error' then 1 when 'warning' then 2 when 'notice' then 3 else 4 end,
         f.rule_code, o.short_name_th, f.org_code, f.fiscal_year desc, f.source_id, f.locator, f.finding_id
limit $row_limit::bigint offset $row_offset::bigint
