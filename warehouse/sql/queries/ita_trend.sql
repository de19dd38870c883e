-- grain: one fiscal year with an ITA result in the scope, or with a national mean
-- note: total is the mean of the totals in the scope, that of one organisation where only one has a result
with result as (
    select r.fiscal_year, coalesce(r.total_computed, r.total_stated) as total, r.target, l.level_th, l.level_en
    from mart.ita_result as r
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    left join mart.ita_level as l on l.scheme_code = r.scheme_code and l.level_code = r.level_code
    where total is not null
),
year as (
    select fiscal_year, count(*) as organisations, avg(total) as total,
           case when mart.pass_mark(fiscal_year) is not null
               then count(*) filter (total >= mart.pass_mark(fiscal_year)) end as passed,
           case when min(target) = max(target) then any_value(target) end as target,
           case when count(*) = 1 then any_value(level_th) end as level_th,
           case when count(*) = 1 then any_value(level_en) end as level_en
    from result
    group by fiscal_year
)
select coalesce(y.fiscal_year, n.fiscal_year) as fiscal_year, coalesce(y.organisations, 0) as organisations,
       y.total, y.passed, y.target, y.level_th, y.level_en, s.scheme_code, s.first_fiscal_year,
       s.comparable_group,       n.mean_score as national_mean, n.passed_count as national_passed, n.assessed_count as national_assessed
from year as y
full join mart.ita_national as n using (fiscal_year)
left join mart.ita_scheme as s
    on coalesce(y.fiscal_year, n.fiscal_year) between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
where y.fiscal_year is not null or n.mean_score is not null
order by fiscal_year
