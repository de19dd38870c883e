-- grain: one project of one year in one round that its plan was reported in
-- note: a plan of which nothing was reported in a round is missing, so it is in no share of that round
select p.plan_id, p.project_id, r.seq_no, r.org_code, r.fiscal_year, r.dimension_no, r.mission_no, r.catalogue_no,
       p.match_score, r.kind, p.title_th, r.responsible_unit, r.planned_quarters, r.budget_baht, r.framework_code,
       r.is_draft, false as is_superseded_draft, r.source_id, r.locator, r.report_round, r.status_code,
       r.disbursed_baht, r.status_note,
       coalesce(r.status_code = 'completed', false) as is_completed,
       coalesce(r.status_code <> 'awaiting_report', false) as is_reported
from ready.project_report as r
join ready.project as p using (project_no)
where r.is_plan_reported
