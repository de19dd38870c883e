-- title_th: แบบรายละเอียดที่ไม่มีชื่อในรายการ
-- title_en: Detail sheets whose title the list has lost
select 'notice' as severity, j.source_id, j.sheet_locator as locator, plan.org_code, null as fiscal_year,
       j.project_id, null as printed_value, null as computed_value, 'open' as resolution,
       format('โครงการลำดับ {} มีแบบรายละเอียด แต่ชื่อในรายการหายไป ใช้ชื่อจากแบบรายละเอียด', j.seq_no) as message_th,
       format('The list has lost the title of project no. {}; its detail sheet gives it.', j.seq_no) as message_en
from stage.project as j
join mart.plan as plan using (plan_id)
where j.locator = j.sheet_locator
