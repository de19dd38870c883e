-- grain: one rule, severity and resolution of the findings with the filters of the evidence page
-- note: the rule and severity chosen filter nothing here; is_found says whether they leave these findings
with judged as (
    select rule_code, title_th, title_en, is_total, severity, resolution, org_code,
           mart.is_of_severity(severity, resolution, null) as is_open,
           ($rule_code::varchar is null or rule_code = $rule_code)
               and mart.is_of_severity(severity, resolution, $severity::varchar) as is_found
    from mart.findings_asked(
        $province_code::varchar, $type_code::varchar, $org_code::varchar, year := $fiscal_year::smallint,
        years := $year_choice::varchar, source := $source_id::varchar, totals := $is_total::boolean
    )
)
select rule_code, title_th, title_en, is_total, severity, resolution, is_open, is_found,
       count(*) as findings,
       count(distinct org_code) as organisations
from judged
group by rule_code, title_th, title_en, is_total, severity, resolution, is_open, is_found
order by is_open desc, case severity when 'error' then 1 when 'warning' then 2 when 'notice' then 3 else 4 end,
         findings desc, rule_code, resolution
