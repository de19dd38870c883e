-- grain: one kind of case that the organisation counted in the fiscal year
select kind, count
from mart.case_count
where org_code = $org_code::varchar and fiscal_year = $fiscal_year::smallint
order by kind
