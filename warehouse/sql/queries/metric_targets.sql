-- grain: one target of a metric for the year: the organisation's own, or the nation's
with own as (
    select metric_code, target_value, 'own' as set_by, fiscal_year as target_fiscal_year, baseline_fiscal_year,
           null as title_th, null as title_en
    from mart.target
    where org_code = $org_code::varchar and fiscal_year = $fiscal_year::smallint
),
national as (
    select metric_code, target_value, 'nation' as set_by, last_fiscal_year as target_fiscal_year,
           null as baseline_fiscal_year, title_th, title_en
    from mart.national_target
    where $fiscal_year::smallint between first_fiscal_year and last_fiscal_year
),
flag as (
    select 'project_completion' as metric_code, minimum_share as target_value, 'flag' as set_by,
           $fiscal_year::smallint as target_fiscal_year, null as baseline_fiscal_year,
           null as title_th, null as title_en
    from mart.implementation_flag
    where flag_code = 'green' and report_round = $report_round::smallint
)
from own
union all by name
from national anti join own using (metric_code)
union all by name
from flag
