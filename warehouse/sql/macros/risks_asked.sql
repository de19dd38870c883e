-- note: the risks of the year with all filters of the risk page; null filters nothing, and none asks for risks that
-- note: the document gives no level; concern is high, or uncontrolled for high risks without a finished control
create macro mart.risks_asked(year, round, day, level := null, step := null, concern := null) as table
select r.*, mart.step_code(r.process_step) as step_code
from mart.risk_on(year, round, day) as r
where mart.is_asked(r.level_code, level)
    and (step is null or mart.step_code(r.process_step) = step)
    and case concern
            when 'high' then r.is_high
            when 'uncontrolled' then r.is_high and not r.has_finished_control
            else true
        end
