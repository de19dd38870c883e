-- note: is_superseded_draft marks the years of a draft for which the organisation has an adopted plan of the same kind
with planned as (
    select p.plan_id, j.project_id, j.seq_no, p.org_code, j.dimension_no, j.mission_no, m.catalogue_no, m.match_score,
           j.kind, j.title_th, j.responsible_unit, p.framework_code, p.is_draft, p.kind as plan_kind
    from stage.project as j
    join stage.plan as p using (plan_id)
    left join stage.catalogue_match as m using (project_id)
),
latest_report as (
    from mart.status_report as r
    anti join mart.status_report as later
        on later.project_id = r.project_id and later.fiscal_year = r.fiscal_year
        and later.report_round > r.report_round
),
-- Only of organisations that have a draft at all.
adopted_year as (
    select distinct p.org_code, p.plan_kind, y.fiscal_year
    from planned as p
    join stage.project_year as y using (project_id)
    where not p.is_draft and p.org_code in (select org_code from stage.plan where is_draft)
)
select p.plan_id,
       p.project_id,
       p.seq_no,
       p.org_code,
       y.fiscal_year,
       p.dimension_no,
       p.mission_no,
       p.catalogue_no,
       p.match_score,
       p.kind,
       p.title_th,
       p.responsible_unit,
       y.planned_quarters,
       y.budget_baht,
       r.report_round,
       r.status_code,
       r.disbursed_baht,
       r.status_note,
       r.status_code = 'completed' as is_completed,
       p.framework_code,
       p.is_draft,
       p.is_draft and a.org_code is not null as is_superseded_draft,
       y.source_id,
       y.locator
from stage.project_year as y
join planned as p using (project_id)
left join latest_report as r using (project_id, fiscal_year)
left join adopted_year as a
    on a.org_code = p.org_code and a.plan_kind = p.plan_kind and a.fiscal_year = y.fiscal_year
