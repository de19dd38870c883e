-- note: the controls of the steps that have a risk with all filters of the risk page, with the highest level of these
create macro mart.controls_asked(
    year, round, day, level := null, step := null, concern := null, state := null
) as table
select c.*, s.process_step, s.step_rank, s.is_of_high_risk
from mart.control_on(year, round, day) as c
join (
    select plan_id, step_no, min(process_step) as process_step, max(level_rank) as step_rank,
           bool_or(is_high) as is_of_high_risk
    from mart.risks_asked(year, round, day, level := level, step := step, concern := concern)
    group by plan_id, step_no
) as s on s.plan_id = c.plan_id and s.step_no = c.step_no
where mart.is_asked(c.control_state, state)
