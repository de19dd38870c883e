-- name_th: เบิกจ่าย
-- name_en: Budget disbursed
-- description_th: เงินที่เบิกจ่าย ต่องบประมาณ ของโครงการที่มีงบประมาณและรายงานการเบิกจ่าย
-- description_en: Disbursed of budget, over projects that have a budget and a reported disbursement
-- unit: share
-- better: higher
-- aggregate: ratio
-- is_reported: true
-- sort_order: 2
-- source: Progress reports of the plans (columns budget and disbursement)
select org_code, fiscal_year, report_round, dimension_no,
       sum(disbursed_baht) as numerator, sum(budget_baht) as denominator
from mart.project_round
where budget_baht > 0 and disbursed_baht is not null
group by all
