-- title_th: โครงการในรายการที่ไม่มีแบบรายละเอียด
-- title_en: Projects of the list without a detail sheet
with sheeted as (
    select plan_id from stage.project group by plan_id having count(sheet_locator) > 0
)
select 'notice' as severity, j.source_id, j.locator, plan.org_code, null as fiscal_year, j.project_id,
       null as printed_value, null as computed_value, 'open' as resolution,
       format('โครงการลำดับ {} อยู่ในรายการแต่ไม่มีแบบรายละเอียด', j.seq_no) as message_th,
       format('Project no. {} stands in the list but has no detail sheet.', j.seq_no) as message_en
from stage.project as j
join sheeted using (plan_id)
join mart.plan as plan using (plan_id)
where j.sheet_locator is null
