-- grain: one rule and severity of the findings of the scope
select rule_code, severity, count(*) as findings
from mart.finding
where coalesce($province_code::varchar, $type_code::varchar, $org_code::varchar) is null
    or org_code in (
        select org_code from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
    )
group by all
order by rule_code, severity
