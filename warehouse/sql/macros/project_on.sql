-- note: every project counted in a year, with its status in one round on the day asked about: without a report
-- note: row a project is not_due until the last day of the round and not_reported after it; a draft owes no report
create macro mart.project_on(year, round, day) as table
select * exclude (is_plan_reported)
    replace (
        coalesce(status_code, if(is_draft or day <= due_date, 'not_due', 'not_reported')) as status_code
    )
from ready.project_round
where (year is null or fiscal_year = year) and (round is null or report_round = round)
