-- note: every risk of a plan in force in a year, and how the controls of its step stand in one round on the day asked
-- note: about
create macro mart.risk_on(year, round, day) as table
select r.*,
       coalesce(c.controls, 0) as controls,
       coalesce(c.matched_controls, 0) as matched_controls,
       coalesce(c.finished_controls, 0) as finished_controls,
       coalesce(c.finished_controls, 0) > 0 as has_finished_control
from ready.risk_year as r
left join (
    select plan_id, step_no, count(*) as controls, count(project_id) as matched_controls,
           count(*) filter (status_code = 'completed') as finished_controls
    from ready.control_round
    where fiscal_year = year and if(round is null, is_once, asked_round = round)
    group by plan_id, step_no
) as c using (plan_id, step_no)
where r.fiscal_year = year
