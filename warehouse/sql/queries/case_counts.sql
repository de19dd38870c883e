-- grain: one fiscal year and kind: complaints or cases of corruption counted in the scope, and the fall since the baseline
-- note: a count of complaints that is withheld from the reader is in no sum; withheld says of how many organisations
-- note: that is so. The fall is of the organisations whose plan names a baseline year; it is empty where each has too few cases in it
with scope as (
    from mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar)
),
counted as (
    select c.kind, c.fiscal_year, sum(c.count)::bigint as count, count(*) as organisations,
           count(*) - count(c.count) as withheld
    from mart.case_count as c
    join scope using (org_code)
    where ($fiscal_year::smallint is null or c.fiscal_year <= $fiscal_year)
        and ($case_kind::varchar is null or c.kind = $case_kind)
    group by all
),
baseline as (
    select max(t.baseline_fiscal_year) as fiscal_year
    from mart.target as t
    join scope using (org_code)
    where t.metric_code = 'case_reduction'
    having count(distinct t.baseline_fiscal_year) = 1
),
few as (
    select distinct org_code from mart.metric_status where status_code = 'too_few_cases'
),
fallen as (
    select v.fiscal_year, sum(v.denominator)::bigint as baseline_count,
           sum(v.denominator - v.numerator)::bigint as compared_count,
           sum(v.numerator) / nullif(sum(v.denominator), 0) as fallen_share,
           bool_and(few.org_code is not null) as is_too_few
    from mart.metric_value as v
    join scope using (org_code)
    left join few using (org_code)
    where v.metric_code = 'case_reduction'
    group by all
)
select c.kind, c.fiscal_year, c.count, c.organisations, c.withheld,
       coalesce(c.kind = 'case' and c.fiscal_year = (select fiscal_year from baseline), false) as is_baseline,
       f.baseline_count, f.compared_count, if(f.is_too_few, null, f.fallen_share) as fallen_share, f.is_too_few
from counted as c
left join fallen as f on c.kind = 'case' and f.fiscal_year = c.fiscal_year
order by c.kind, c.fiscal_year
