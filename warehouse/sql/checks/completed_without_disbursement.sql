-- title_th: แล้วเสร็จแต่ไม่เบิกจ่ายทั้งที่มีงบประมาณ
-- title_en: Completed without a baht disbursed although a budget was planned
select 'warning' as severity, r.source_id, r.locator, r.org_code, r.fiscal_year, r.project_id,
       mart.amount(r.disbursed_baht) as printed_value,
       mart.amount(p.budget_baht) as computed_value,
       'open' as resolution,
       format('โครงการลำดับ {} แล้วเสร็จแต่ไม่เบิกจ่ายเลย ทั้งที่มีงบประมาณ {} บาท', p.seq_no, mart.amount(p.budget_baht))
           as message_th,
       format('Project no. {} is completed without a baht disbursed of its budget of {}.', p.seq_no,
              mart.amount(p.budget_baht)) as message_en
from mart.status_report as r
join mart.project_year as p using (project_id, fiscal_year)
where r.status_code = 'completed' and r.disbursed_baht = 0 and p.budget_baht > 0
-- The two rounds of a year tell one thing once, as the later has it.
qualify row_number() over (partition by r.project_id, r.fiscal_year order by r.report_round desc) = 1
