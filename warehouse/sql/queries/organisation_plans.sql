-- grain: one plan of the scope that is in force in the year
select p.plan_id, p.org_code, p.title_th, p.first_fiscal_year, p.last_fiscal_year, p.is_draft, p.kind,
       p.stated_project_count, p.source_id, p.locator
from mart.plan as p
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
where $fiscal_year::smallint between p.first_fiscal_year and p.last_fiscal_year
order by p.org_code, p.is_draft, p.plan_id
