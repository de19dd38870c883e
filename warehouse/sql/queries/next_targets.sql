-- grain: one metric with the next target year that is set after the year: the organisation's own, or the nation's
with ahead as (
    select metric_code, target_value, fiscal_year as target_fiscal_year, 1 as preference
    from mart.target
    where org_code = $org_code::varchar and fiscal_year > $fiscal_year::smallint
    union all
    select metric_code, target_value, last_fiscal_year, 2
    from mart.national_target
    where applies_to = 'organisation' and target_kind = 'level_to_reach' and last_fiscal_year > $fiscal_year::smallint
)
select metric_code, target_value, target_fiscal_year
from ahead
qualify row_number() over (partition by metric_code order by preference, target_fiscal_year) = 1
