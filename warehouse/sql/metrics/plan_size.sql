-- name_th: จำนวนโครงการเทียบขั้นต่ำ
-- name_en: Plan size
-- description_th: โครงการตามแผนของปี ต่อจำนวนขั้นต่ำของช่วงงบประมาณของหน่วยงาน
-- description_en: Projects planned in the year against the minimum for the organisation's budget band
-- why_th: กรมส่งเสริมการปกครองท้องถิ่นกำหนดจำนวนโครงการขั้นต่ำต่อปีตามขนาดงบประมาณของหน่วยงาน
-- why_en: The Department of Local Administration sets a least number of projects a year by the budget of an organisation
-- formula_th: โครงการตามแผนของปี ÷ จำนวนขั้นต่ำของช่วงงบประมาณรายจ่ายประจำปีไม่รวมเงินอุดหนุน
-- formula_en: Projects planned in the year ÷ the least number for the band of the yearly budget without subsidies
-- excluded_th: หน่วยงานที่ไม่ทราบงบประมาณรายจ่ายประจำปี กรอบแผนก่อนปี 2566 มาตรการส่งเสริมความโปร่งใส และร่างแผนที่มีแผนจริงใช้แทนแล้ว
-- excluded_en: Organisations whose yearly budget is not known, frameworks before 2566, transparency measures, and drafts that an adopted plan replaces
-- assumed_th: ใช้งบประมาณรายจ่ายที่ทราบของหน่วยงานกับทุกปีของแผน โครงการ กิจกรรม และมาตรการนับเท่ากัน
-- assumed_en: The known yearly budget of an organisation stands for all years of the plan; projects, activities and measures count alike
-- unit: share
-- better: higher
-- least_value: 0
-- aggregate: ratio
-- is_reported: false
-- sort_order: 8
-- source: Letter of the Department of Local Administration of 12 May 2565 on plans for 2566-2570
select p.org_code, p.fiscal_year, null as report_round, null as dimension_no,
       count(*) as numerator, any_value(m.minimum_project_count) as denominator
from mart.project_year as p
join mart.plan as plan using (plan_id)
join mart.organisation as o on o.org_code = p.org_code
join mart.plan_size_minimum as m
    on m.framework_code = p.framework_code
    and o.annual_budget_baht >= m.minimum_budget_baht
    and (m.maximum_budget_baht is null or o.annual_budget_baht < m.maximum_budget_baht)
where not p.is_superseded_draft and plan.kind = 'anti_corruption_plan'
group by p.org_code, p.fiscal_year
