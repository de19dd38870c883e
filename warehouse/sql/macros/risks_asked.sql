-- note: the risks of the year with all filters of the risk page; null filters nothing, and none asks for risks that
-- note: the document gives no level; concern is high, or uncontrolled for high risks without a finished control
create macro mart.risks_asked(year, round, day, level := null, step := null, concern := null) as table
from mart.risk_on(year, round, day)
where mart.is_asked(level_code, level)
    and (step is null or step_code = step)
    and case concern
            when 'high' then is_high
            when 'uncontrolled' then is_high and not has_finished_control
            else true
        end
