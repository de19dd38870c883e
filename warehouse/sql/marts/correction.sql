select c.source_id, c.table_name, c.row_key, c.column_name, c.printed, c.corrected, c.reason, c.evidence, c.locator,
       coalesce(c.org_code, plan.org_code, own_plan.org_code) as org_code,
       try_cast(c.fiscal_year as smallint) as fiscal_year
from stage.correction as c
left join stage.project as project on project.project_id = c.project_id
left join stage.plan as plan on plan.plan_id = project.plan_id
left join stage.plan as own_plan on own_plan.plan_id = split_part(c.row_key, '/', 1)
