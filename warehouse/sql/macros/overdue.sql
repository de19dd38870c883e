-- note: a project is overdue on a day in two cases. Its report of the round is missing or still awaited after the
-- note: last day for it; or it is reported as not completed although its last planned quarter (without stated
-- note: quarters the fiscal year) had ended when the round ended and before the day. What is not due, is not overdue
create macro mart.overdue(status, planned_until, round_end, due, day) as
case
    when status in ('completed', 'not_due') then false
    when status in ('awaiting_report', 'not_reported') then day > due
    else planned_until < day and planned_until <= round_end
end
