-- grain: one project of the organisation that is planned for the fiscal year
select project_id, plan_id, seq_no, dimension_no, mission_no, kind, title_th, responsible_unit, planned_quarters,
       budget_baht
from mart.project_year
where org_code = $org_code::varchar and fiscal_year = $fiscal_year::smallint
order by plan_id, seq_no, project_id
