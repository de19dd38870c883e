-- note: a project under way or completed that used less than a fifth of its budget
create macro mart.little_disbursed(status, budget, disbursed) as
status in ('completed', 'in_progress') and budget > 0 and coalesce(disbursed < 0.2 * budget, false)
