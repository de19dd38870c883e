-- grain: one project in one year that it is planned for, with the last report of the year, by organisation
-- before: project_year
-- until: finding
-- note: is_superseded_draft marks the years of a draft for which the organisation has an adopted plan of the same kind
with adopted_year as (
    select distinct p.org_code, p.plan_kind, y.fiscal_year
    from stage.planned as p
    join stage.project_year as y using (project_id)
    -- Only of organisations that have a draft at all.
    where not p.is_draft and p.org_code in (select org_code from stage.plan where is_draft)
)
select p.project_no, y.fiscal_year, y.planned_quarters, y.budget_baht, r.report_round, r.status_code,
       r.disbursed_baht, r.status_note, p.is_draft and a.org_code is not null as is_superseded_draft, y.source_id,
       y.locator
from stage.project_year as y
join stage.planned as p using (project_id)
left join (from stage.reported where is_latest) as r using (project_no, fiscal_year)
left join adopted_year as a
    on a.org_code = p.org_code and a.plan_kind = p.plan_kind and a.fiscal_year = y.fiscal_year
order by p.project_no
