-- grain: one control in one year that its plan is in force and one round, with the report of the project that carries
-- grain: it out; a draft that an adopted plan replaces is left out
-- after: risk_control
-- note: report_round is empty where no project of the year is matched; is_once marks the rows that tell a control once
-- note: for each round that it has
with named as (
    select project_id, project_no, title_th
    from ready.project
    semi join mart.risk_control using (project_id)
)
select c.*, y.fiscal_year::smallint as fiscal_year, plan.is_draft, named.title_th as project_title_th,
       d.report_round as asked_round, p.report_round, p.due_date, p.status_code,
       p.report_round is not null or d.report_round = (select min(report_round) from mart.report_round) as is_once
from mart.risk_control as c
join mart.plan as plan using (plan_id)
cross join unnest(range(plan.first_fiscal_year, plan.last_fiscal_year + 1)) as y(fiscal_year)
cross join mart.report_round as d
left join named on named.project_id = c.project_id
left join ready.project_report as p
    on p.project_no = named.project_no and p.fiscal_year = y.fiscal_year and p.report_round = d.report_round
anti join (
    select distinct plan_id, fiscal_year from mart.project_year where is_superseded_draft
) as superseded on superseded.plan_id = c.plan_id and superseded.fiscal_year = y.fiscal_year
