-- title_th: ชื่อบุคคลในข้อความ
-- title_en: Names of persons in texts
-- note: the name itself is not repeated here
with project as (
    select j.source_id, j.locator, plan.org_code, j.project_id, j.title_th, j.responsible_unit
    from stage.project as j
    join mart.plan as plan using (plan_id)
),
told as (
    select source_id, locator, org_code, null::smallint as fiscal_year, null as project_id, 'plan.title_th' as place,
           title_th as text
    from mart.plan
    union all
    select source_id, locator, org_code, null, project_id, 'project.title_th', title_th
    from project
    union all
    select source_id, locator, org_code, null, project_id, 'project.responsible_unit', responsible_unit
    from project
    union all
    select source_id, locator, org_code, fiscal_year, project_id, 'status_report.status_note', status_note
    from mart.status_report
    union all
    select source_id, locator, org_code, fiscal_year, project_id, 'result.result_th', result_th
    from mart.result
    union all
    select source_id, locator, org_code, fiscal_year, null, 'risk.process_step', process_step
    from mart.risk
    union all
    select source_id, locator, org_code, fiscal_year, null, 'risk.risk_event', risk_event
    from mart.risk
    union all
    select source_id, locator, org_code, null, project_id, 'risk_control.control_th', control_th
    from mart.risk_control
)
select 'warning' as severity, source_id, locator, org_code, fiscal_year, project_id, null as printed_value,
       null as computed_value, 'open' as resolution,
       format('ข้อความนี้ ({}) มีชื่อบุคคล: เขียนเป็นหน่วยงานหรือตำแหน่งแทน', place) as message_th,
       format('This text ({}) has the name of a person: write the unit or the office instead.', place) as message_en
from told
where mart.names_a_person(text)
