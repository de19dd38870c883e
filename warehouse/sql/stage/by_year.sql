-- grain: one project that counts in one year, as yearly has it, year after year
-- before: project_year
-- until: project_year
select project_no, fiscal_year, planned_quarters, budget_baht, source_id, locator
from stage.yearly
where not is_superseded_draft
order by fiscal_year, project_no
