-- note: a project is overdue on a day in two cases. Its report of the round is missing or still awaited after the
-- note: last day for it; or it is reported as not completed although its last planned quarter (without stated
-- note: quarters the fiscal year) had ended when the round ended and before the day. What is not due, is not overdue
create macro mart.overdue(status, quarters, year, round, due, day) as
case
    when status in ('completed', 'not_due') then false
    when status in ('awaiting_report', 'not_reported') then day > due
    else mart.last_planned_day(quarters, year) < day
        and mart.last_planned_day(quarters, year) <= (
            select make_date(year - 543, period_end_month, period_end_day)
            from mart.report_round
            where report_round = round
        )
end
