-- grain: one fiscal year that the scope has anything of
-- note: has_reported tells years with a metric of what was done, for one metric when $metric_code is given
select fiscal_year,
       bool_or(has_project) as has_plan,
       bool_or(
           if($metric_code::varchar is null, len(reported_metrics) > 0, list_contains(reported_metrics, $metric_code))
       ) as has_reported,
       bool_or(has_result or has_cases) as has_result
from ready.organisation_year
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
where has_project or has_result or has_cases or len(reported_metrics) > 0
group by fiscal_year
order by fiscal_year desc
