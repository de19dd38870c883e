-- name_th: เบิกจ่าย
-- name_en: Budget disbursed
-- description_th: เงินที่เบิกจ่าย ต่องบประมาณ ของโครงการที่มีงบประมาณและรายงานการเบิกจ่าย
-- description_en: Disbursed of budget, over projects that have a budget and a reported disbursement
-- why_th: เงินที่ไม่ได้เบิกมักหมายถึงงานที่ไม่ได้ทำ และโครงการที่แล้วเสร็จโดยแทบไม่ใช้งบควรมีคำอธิบาย
-- why_en: Money not disbursed often means work not done, and a project completed with hardly any of its budget calls for an explanation
-- formula_th: เงินเบิกจ่ายรวม ÷ งบประมาณรวม ของโครงการชุดเดียวกัน เมื่อดูหลายหน่วยงานจะรวมก่อนแล้วจึงหาร
-- formula_en: Baht disbursed ÷ baht budgeted, over the same projects; of several organisations both are summed before dividing
-- excluded_th: โครงการที่ไม่ใช้งบประมาณ โครงการที่เอกสารไม่ระบุงบประมาณ โครงการที่ไม่ได้รายงานการเบิกจ่าย และร่างแผนที่มีแผนจริงใช้แทนแล้ว
-- excluded_en: Projects without a budget, projects whose document is silent on it, projects without a reported disbursement, and drafts that an adopted plan replaces
-- assumed_th: ยอดเบิกจ่ายที่รายงานเป็นยอดสะสมตั้งแต่ต้นปีงบประมาณถึงสิ้นรอบ
-- assumed_en: A reported disbursement is the sum from the start of the fiscal year to the end of the round
-- unit: share
-- better: higher
-- least_value: 0
-- aggregate: ratio
-- is_reported: true
-- sort_order: 2
-- source: Progress reports of the plans (columns budget and disbursement)
select org_code, fiscal_year, report_round, dimension_no,
       sum(disbursed_baht) as numerator, sum(budget_baht) as denominator
from mart.project_round
where budget_baht > 0 and disbursed_baht is not null
group by all
