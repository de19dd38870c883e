-- title_th: เบิกจ่ายเกินงบประมาณ
-- title_en: Disbursed above the budget
select 'warning' as severity, r.source_id, r.locator, r.org_code, r.fiscal_year, r.project_id,
       format('{:,.2f}', r.disbursed_baht::double) as printed_value,
       format('{:,.2f}', p.budget_baht::double) as computed_value,
       'open' as resolution,
       format('โครงการลำดับ {} เบิกจ่าย {:,.2f} บาท เกินงบประมาณ {:,.2f} บาท', p.seq_no, r.disbursed_baht::double,
              p.budget_baht::double) as message_th,
       format('Project no. {} disbursed {:,.2f} baht, above its budget of {:,.2f}.', p.seq_no,
              r.disbursed_baht::double, p.budget_baht::double) as message_en
from mart.status_report as r
join mart.project_year as p using (project_id, fiscal_year)
where r.disbursed_baht > p.budget_baht
