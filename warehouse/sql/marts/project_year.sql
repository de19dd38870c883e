-- note: is_superseded_draft marks the years of a draft for which the organisation has an adopted plan of the same kind
with latest_report as (
    from mart.status_report
    qualify row_number() over (partition by project_id, fiscal_year order by report_round desc) = 1
),
adopted_year as (
    select distinct p.org_code, p.kind, y.fiscal_year
    from stage.plan as p
    join stage.project as j using (plan_id)
    join stage.project_year as y using (project_id)
    where not p.is_draft
)
select p.plan_id,
       j.project_id,
       j.seq_no,
       p.org_code,
       y.fiscal_year,
       j.dimension_no,
       j.mission_no,
       m.catalogue_no,
       m.match_score,
       j.kind,
       j.title_th,
       j.responsible_unit,
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
join stage.project as j using (project_id)
join stage.plan as p using (plan_id)
left join stage.catalogue_match as m using (project_id)
left join latest_report as r using (project_id, fiscal_year)
left join adopted_year as a on a.org_code = p.org_code and a.kind = p.kind and a.fiscal_year = y.fiscal_year
