-- title_th: งบประมาณในรายการไม่ตรงกับแบบรายละเอียด
-- title_en: The budget of the list differs from the detail sheet
select distinct 'warning' as severity, j.source_id, j.sheet_locator as locator, plan.org_code, p.fiscal_year,
       j.project_id,
       mart.amount(p.budget_baht) as printed_value,
       mart.amount(j.sheet_budget_baht) as computed_value,
       'open' as resolution,
       format('โครงการลำดับ {} ปี {}: รายการพิมพ์ {} บาท แบบรายละเอียดพิมพ์ {} บาท', p.seq_no, p.fiscal_year,
              mart.amount(p.budget_baht), mart.amount(j.sheet_budget_baht)) as message_th,
       format('Project no. {}, {}: the list prints {} baht, the sheet {}.', p.seq_no, p.fiscal_year,
              mart.amount(p.budget_baht), mart.amount(j.sheet_budget_baht)) as message_en
from mart.project_year as p
join stage.project as j using (project_id)
join mart.plan as plan on plan.plan_id = j.plan_id
where p.budget_baht <> j.sheet_budget_baht
