select result_id, org_code, fiscal_year, plan_id, project_id, result_th, value, unit_th, source_id, locator
from stage.result
