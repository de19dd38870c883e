-- note: since when a project that is overdue is it: since its report was due, or since its last planned quarter ended
create macro mart.overdue_since(is_overdue, status, planned_until, due) as
case
    when is_overdue and status in ('awaiting_report', 'not_reported') then due
    when is_overdue then planned_until
end
