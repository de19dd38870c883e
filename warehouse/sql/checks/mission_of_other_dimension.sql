-- title_th: ภารกิจไม่ตรงกับมิติหรือกรอบแผน
-- title_en: A mission that its dimension or framework does not have
select 'warning' as severity, j.source_id, j.locator, plan.org_code, null as fiscal_year, j.project_id,
       j.mission_no as printed_value, m.dimension_no::varchar as computed_value, 'open' as resolution,
       format('โครงการลำดับ {}: ภารกิจ {} ไม่อยู่ในมิติ {} ของกรอบแผน', j.seq_no, j.mission_no,
              coalesce(j.dimension_no::varchar, '–')) as message_th,
       format('Project no. {}: mission {} is not part of dimension {} of the framework.', j.seq_no, j.mission_no,
              coalesce(j.dimension_no::varchar, '–')) as message_en
from stage.project as j
join mart.plan as plan using (plan_id)
left join mart.mission as m on m.framework_code = plan.framework_code and m.mission_no = j.mission_no
where plan.framework_code is not null and j.mission_no is not null
    and (m.mission_no is null or m.dimension_no <> j.dimension_no)
