select plan_id, org_code, kind, framework_code, first_fiscal_year, last_fiscal_year, is_draft, title_th,
       stated_project_count, source_id, locator
from stage.plan
