-- note: every control of a plan in force in a year, with the status in one round, on the day asked about, of the project
-- note: that carries it out; a control that matches no project has none
create macro mart.control_on(year, round, day) as table
select c.*, year::smallint as fiscal_year, p.title_th as project_title_th, p.status_code, p.report_round, p.due_date
from mart.risk_control as c
join mart.plan as plan using (plan_id)
left join mart.project_on(year, round, day) as p on p.project_id = c.project_id
where year between plan.first_fiscal_year and plan.last_fiscal_year
