-- grain: one rule by which a metric is judged: of the nation, of the flag, of the size of plans, or own targets
with nation as (
    select metric_code, 'nation' as set_by, title_th, title_en, first_fiscal_year, last_fiscal_year,
           target_value as least_value, source
    from mart.national_target
),
flag as (
    select 'project_completion' as metric_code, 'flag' as set_by, f.flag_th as title_th, f.flag_en as title_en,
           f.report_round, r.title_th as round_th, r.title_en as round_en, f.minimum_share as least_value, f.source
    from mart.implementation_flag as f
    join mart.report_round as r using (report_round)
    where f.minimum_share > 0
),
size as (
    select 'plan_size' as metric_code, 'size' as set_by, f.first_fiscal_year, f.last_fiscal_year,
           s.minimum_budget_baht as budget_baht, s.maximum_budget_baht as budget_below_baht,
           s.minimum_project_count::double as least_value, s.source
    from mart.plan_size_minimum as s
    join mart.framework as f using (framework_code)
),
own as (
    select metric_code, 'own' as set_by, min(fiscal_year) as first_fiscal_year, max(fiscal_year) as last_fiscal_year,
           count(distinct org_code) as organisations,
           min(target_value) as least_value, max(target_value) as most_value
    from mart.target
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    group by metric_code
),
rule as (
    from nation
    union all by name from flag
    union all by name from size
    union all by name from own
)
select *
from rule
where $metric_code::varchar is null or metric_code = $metric_code
order by metric_code, set_by, first_fiscal_year, report_round, budget_baht, least_value desc
