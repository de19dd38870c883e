-- grain: one organisation of the scope, with a number that differs when its metric values, or findings, differ
-- note: findings of no organisation stand under an empty code where no organisations are chosen
with value as (
    select org_code, bit_xor(hash(metric_code, fiscal_year, report_round, numerator, denominator)) as mark
    from mart.metric_value
    group by org_code
),
found as (
    select coalesce(org_code, '') as org_code, bit_xor(hash(finding_id)) as mark
    from mart.finding
    group by all
),
scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
    union all
    select '' where coalesce($province_code::varchar, $type_code::varchar, $org_code::varchar) is null
)
select s.org_code, value.mark::varchar as metrics_mark, found.mark::varchar as findings_mark
from scope as s
left join value using (org_code)
left join found using (org_code)
where value.mark is not null or found.mark is not null
order by s.org_code
