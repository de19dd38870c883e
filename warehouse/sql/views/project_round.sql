-- grain: one project of one year in one round that its plan was reported in
-- note: a plan of which nothing was reported in a round is missing, so it is in no share of that round
with reported as (
    select distinct p.plan_id, r.fiscal_year, r.report_round
    from mart.status_report as r
    join mart.project_year as p using (project_id, fiscal_year)
    where r.status_code <> 'awaiting_report'
)
select p.* exclude (report_round, status_code, disbursed_baht, status_note, is_completed),
       reported.report_round,
       r.status_code,
       r.disbursed_baht,
       r.status_note,
       coalesce(r.status_code = 'completed', false) as is_completed,
       coalesce(r.status_code <> 'awaiting_report', false) as is_reported
from mart.project_year as p
join reported on reported.plan_id = p.plan_id and reported.fiscal_year = p.fiscal_year
left join mart.status_report as r
    on r.project_id = p.project_id
    and r.fiscal_year = p.fiscal_year
    and r.report_round = reported.report_round
where not p.is_superseded_draft
