-- note: every project counted in a year, with its status in one round on the day asked about: without a report
-- note: row a project is not_due until the last day of the round and not_reported after it; a draft owes no report
create macro mart.project_on(year, round, day) as table
select p.* exclude (report_round, status_code, disbursed_baht, status_note, is_completed),
       d.report_round,
       make_date(p.fiscal_year - 543, d.due_month, d.due_day) as due_date,
       coalesce(
           r.status_code,
           if(p.is_draft or day <= make_date(p.fiscal_year - 543, d.due_month, d.due_day), 'not_due', 'not_reported')
       ) as status_code,
       r.disbursed_baht,
       r.reported_on,
       r.status_note,
       r.source_id as report_source_id,
       r.locator as report_locator
from mart.project_year as p
join mart.report_round as d on round is null or d.report_round = round
left join mart.status_report as r
    on r.project_id = p.project_id and r.fiscal_year = p.fiscal_year and r.report_round = d.report_round
where (year is null or p.fiscal_year = year) and not p.is_superseded_draft
