-- grain: one metric and year that the organisation set a target for, in the years of its plans that cover the fiscal year
with covered as (
    select min(first_fiscal_year) as first_year, max(last_fiscal_year) as last_year
    from mart.plan
    where org_code = $org_code::varchar and $fiscal_year::smallint between first_fiscal_year and last_fiscal_year
)
select t.metric_code, t.fiscal_year, t.target_value, t.baseline_fiscal_year
from mart.target as t
join covered on t.fiscal_year between covered.first_year and covered.last_year
where t.org_code = $org_code::varchar
order by t.metric_code, t.fiscal_year
