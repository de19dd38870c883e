-- note: every project counted in a year, with its status in one round on the day asked about: without a report
-- note: row a project is not_due until the last day of the round and not_reported after it; a draft owes no report.
-- note: row_no is where the row stands, by which a list fetches what it shows after it has chosen what to show;
-- note: ready.project has its texts, and its id, under project_no
create macro mart.project_on(year, round, day) as table
select rowid as row_no, * exclude (is_plan_reported)
    replace (
        coalesce(status_code, if(is_draft or day <= due_date, 'not_due', 'not_reported')) as status_code
    )
from ready.project_report
where (year is null or fiscal_year = year) and (round is null or report_round = round)
