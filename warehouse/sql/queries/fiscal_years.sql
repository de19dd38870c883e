-- grain: one fiscal year that the scope has anything of
-- note: has_reported tells years with a metric of what was done, for one metric when $metric_code is given
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
planned as (
    select distinct fiscal_year from mart.project_year join scope using (org_code)
),
reported as (
    select v.fiscal_year, bool_or($metric_code::varchar is null or metric_code = $metric_code) as has_reported
    from mart.metric_value as v
    join scope using (org_code)
    join mart.metric as m using (metric_code)
    where m.is_reported
    group by v.fiscal_year
),
result as (
    select fiscal_year from mart.result join scope using (org_code)
    union
    select fiscal_year from mart.case_count join scope using (org_code)
)
select fiscal_year,
       planned.fiscal_year is not null as has_plan,
       coalesce(reported.has_reported, false) as has_reported,
       result.fiscal_year is not null as has_result
from planned
full join reported using (fiscal_year)
full join result using (fiscal_year)
order by fiscal_year desc
