-- title_th: งบประมาณในรายการไม่ตรงกับแบบรายละเอียด
-- title_en: The budget of the list differs from the detail sheet
select distinct 'warning' as severity, j.source_id, j.sheet_locator as locator, plan.org_code, p.fiscal_year,
       j.project_id,
       format('{:,.2f}', p.budget_baht::double) as printed_value,
       format('{:,.2f}', j.sheet_budget_baht::double) as computed_value,
       'open' as resolution,
       format('โครงการลำดับ {} ปี {}: รายการพิมพ์ {:,.2f} บาท แบบรายละเอียดพิมพ์ {:,.2f} บาท', p.seq_no, p.fiscal_year,
              p.budget_baht::double, j.sheet_budget_baht::double) as message_th,
       format('Project no. {}, {}: the list prints {:,.2f} baht, the sheet {:,.2f}.', p.seq_no, p.fiscal_year,
              p.budget_baht::double, j.sheet_budget_baht::double) as message_en
from mart.project_year as p
join stage.project as j using (project_id)
join mart.plan as plan on plan.plan_id = j.plan_id
where p.budget_baht <> j.sheet_budget_baht
