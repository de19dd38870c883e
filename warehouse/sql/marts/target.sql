select org_code, fiscal_year, metric_code, target_value, baseline_fiscal_year, source_id, locator
from stage.target
