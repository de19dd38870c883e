select org_code, fiscal_year, kind, count, source_id, locator
from stage.case_count
