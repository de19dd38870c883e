-- grain: one plan of the organisation that covers the fiscal year
select plan_id, kind, framework_code, first_fiscal_year, last_fiscal_year, is_draft, title_th, stated_project_count
from mart.plan
where org_code = $org_code::varchar and $fiscal_year::smallint between first_fiscal_year and last_fiscal_year
order by first_fiscal_year, is_draft, plan_id
