-- title_th: เบิกจ่ายเกินงบประมาณ
-- title_en: Disbursed above the budget
select 'warning' as severity, r.source_id, r.locator, r.org_code, r.fiscal_year, r.project_id,
       mart.amount(r.disbursed_baht) as printed_value,
       mart.amount(p.budget_baht) as computed_value,
       'open' as resolution,
       format('โครงการลำดับ {} เบิกจ่าย {} บาท เกินงบประมาณ {} บาท', p.seq_no, mart.amount(r.disbursed_baht),
              mart.amount(p.budget_baht)) as message_th,
       format('Project no. {} disbursed {} baht, above its budget of {}.', p.seq_no,
              mart.amount(r.disbursed_baht), mart.amount(p.budget_baht)) as message_en
from mart.status_report as r
join mart.project_year as p using (project_id, fiscal_year)
where r.disbursed_baht > p.budget_baht
