-- grain: one project planned for the fiscal year, with what was reported of it in the round
-- note: before anything is reported in the round, the values of the round before it; its date is not carried over
with report as (
    from mart.status_report
    where org_code = $org_code::varchar
        and fiscal_year = $fiscal_year::smallint
        and report_round <= $report_round::smallint
    qualify report_round = max(report_round) over ()
)
select p.project_id, p.seq_no, p.dimension_no, p.title_th, p.responsible_unit, p.planned_quarters, p.budget_baht,
       r.status_code,
       r.disbursed_baht,
       case when r.report_round = $report_round::smallint then r.reported_on end as reported_on,
       r.reason_code,
       r.status_note,
       r.report_round
from mart.project_year as p
left join report as r using (project_id, fiscal_year)
where p.org_code = $org_code::varchar and p.fiscal_year = $fiscal_year::smallint and not p.is_superseded_draft
order by p.plan_id, p.seq_no, p.project_id
