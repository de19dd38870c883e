-- name_th: งบประมาณตามแผน
-- name_en: Planned budget
-- description_th: งบประมาณรวมของโครงการที่วางแผนไว้ในปี โครงการที่เอกสารไม่ระบุงบประมาณไม่นับ
-- description_en: Baht planned in the year; projects whose document is silent on money are not counted
-- why_th: บอกขนาดของงานที่หน่วยงานตั้งใจทำ และเป็นฐานของสัดส่วนการเบิกจ่าย
-- why_en: Tells the size of what is intended, and is what disbursement is measured against
-- formula_th: ผลรวมงบประมาณของโครงการที่วางแผนไว้ในปี
-- formula_en: The sum of the budgets of the projects planned in the year
-- excluded_th: โครงการที่เอกสารไม่ระบุงบประมาณ และร่างแผนที่มีแผนจริงใช้แทนแล้ว
-- excluded_en: Projects whose document is silent on money, and drafts that an adopted plan replaces
-- assumed_th: เป็นงบประมาณตามแผน ไม่ใช่ตามข้อบัญญัติหรือเทศบัญญัติ โครงการหลายปีนับเฉพาะงบของปีนั้น มากหรือน้อยไม่ได้หมายความว่าดีหรือไม่ดี
-- assumed_en: Budgets are those of the plan, not of the budget ordinance; of a project of several years only the year's own. More is neither better nor worse
-- unit: baht
-- better: none
-- least_value: 0
-- aggregate: sum
-- is_reported: false
-- sort_order: 7
-- source: Anti-corruption action plans
select org_code, fiscal_year, null as report_round, dimension_no,
       sum(budget_baht) as numerator, count(*) as denominator
from mart.project_year
where budget_baht is not null and not is_superseded_draft
group by all
