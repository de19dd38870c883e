-- grain: one year and round of one project: its report, or what its absence means on the day asked about
select t.project_id, t.title_th, p.fiscal_year, p.report_round, p.due_date, p.status_code, p.planned_quarters,
       p.budget_baht, p.disbursed_baht, p.disbursed_baht / nullif(p.budget_baht, 0) as disbursed_share, r.reported_on,
       p.status_note, p.planned_until,
       mart.overdue(p.status_code, p.planned_until, p.period_end, p.due_date, $today::date) as is_overdue,
       p.source_id, p.locator, r.source_id as report_source_id, r.locator as report_locator,
       s.title_th as report_source_title_th, s.publisher as report_publisher, s.document as report_document,
       s.sha256 as report_sha256
from mart.project_on(null, null, $today::date) as p
join ready.project as t using (project_no)
left join mart.status_report as r
    on r.project_id = $project_id::varchar and r.fiscal_year = p.fiscal_year and r.report_round = p.report_round
left join mart.source as s on s.source_id = r.source_id
where t.project_id = $project_id::varchar
order by p.fiscal_year, p.report_round
