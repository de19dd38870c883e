-- grain: one year and round of one project: its report, or what its absence means on the day asked about
select fiscal_year, report_round, due_date, status_code, budget_baht, disbursed_baht, reported_on, status_note,
       report_source_id, report_locator
from mart.project_on(null, null, $today::date)
where project_id = $project_id::varchar
order by fiscal_year, report_round
