-- note: every control of a plan in force in a year, with the status in one round, on the day asked about, of the project
-- note: that carries it out; one that matches no project has none, nor has one whose project is not planned in the year.
-- note: control_state is that status, or unmatched or not_planned; a draft that an adopted plan replaces is left out
create macro mart.control_on(year, round, day) as table
select c.*, year::smallint as fiscal_year, plan.is_draft, named.title_th as project_title_th, p.status_code,
       p.report_round, p.due_date,
       case
           when c.project_id is null then 'unmatched'
           when p.status_code is null then 'not_planned'
           else p.status_code
       end as control_state
from mart.risk_control as c
join mart.plan as plan using (plan_id)
left join mart.project_on(year, round, day) as p on p.project_id = c.project_id
left join (
    select project_id, any_value(title_th) as title_th
    from mart.project_year
    where project_id in (select project_id from mart.risk_control)
    group by project_id
) as named on named.project_id = c.project_id
where year between plan.first_fiscal_year and plan.last_fiscal_year
    and not exists (
        from mart.project_year as y
        where y.plan_id = c.plan_id and y.fiscal_year = year and y.is_superseded_draft
    )
