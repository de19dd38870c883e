-- note: every risk of a plan in force in a year, and how the controls of its step stand in one round on the day asked
-- note: about; a draft that an adopted plan replaces is left out. A risk without a level is not taken for high
create macro mart.risk_on(year, round, day) as table
select r.* exclude (fiscal_year), year::smallint as fiscal_year, plan.is_draft,
       coalesce(r.level_rank >= (select level_rank from mart.risk_level where level_code = 'high'), false) as is_high,
       coalesce(c.controls, 0) as controls,
       coalesce(c.matched_controls, 0) as matched_controls,
       coalesce(c.finished_controls, 0) as finished_controls,
       coalesce(c.finished_controls, 0) > 0 as has_finished_control
from mart.risk as r
join mart.plan as plan using (plan_id)
left join (
    select plan_id, step_no, count(*) as controls, count(project_id) as matched_controls,
           count(*) filter (status_code = 'completed') as finished_controls
    from mart.control_on(year, round, day)
    group by plan_id, step_no
) as c on c.plan_id = r.plan_id and c.step_no = r.step_no
where (r.fiscal_year = year
        or (r.fiscal_year is null and year between plan.first_fiscal_year and plan.last_fiscal_year))
    and not exists (
        from mart.project_year as y
        where y.plan_id = r.plan_id and y.fiscal_year = year and y.is_superseded_draft
    )
