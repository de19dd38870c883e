-- note: every high risk of a plan in force in a year, and whether a control of its step is reported completed in one
-- note: round on the day asked about; a draft that an adopted plan replaces is left out
create macro mart.high_risk_on(year, round, day) as table
select r.* exclude (fiscal_year), year::smallint as fiscal_year,
       exists (
           from mart.control_on(year, round, day) as c
           where c.plan_id = r.plan_id and c.step_no = r.step_no and c.status_code = 'completed'
       ) as has_finished_control
from mart.risk as r
join mart.plan as plan using (plan_id)
where r.level_rank >= (select level_rank from mart.risk_level where level_code = 'high')
    and (r.fiscal_year = year
        or (r.fiscal_year is null and year between plan.first_fiscal_year and plan.last_fiscal_year))
    and not exists (
        from mart.project_year as y
        where y.plan_id = r.plan_id and y.fiscal_year = year and y.is_superseded_draft
    )
