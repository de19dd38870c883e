-- name_th: สัดส่วนหน่วยงานที่ผ่าน ITA
-- name_en: ITA pass rate
-- description_th: หน่วยงานที่ได้ 85 คะแนนขึ้นไป ต่อหน่วยงานที่มีผลประเมิน
-- description_en: Organisations at 85 points or more, of those with a result
-- why_th: เป้าหมายระดับชาติกำหนดเป็นสัดส่วนของหน่วยงานที่ผ่าน จึงใช้ดูทั้งจังหวัดหรือทั้งประเทศ
-- why_en: The national target is a share of bodies that pass, so this is the figure for a province or the country
-- formula_th: หน่วยงานที่คะแนนรวมถึงเกณฑ์ผ่านของปีนั้น (85 คะแนน) ÷ หน่วยงานที่มีผลประเมินของปีนั้น
-- formula_en: Organisations whose total reaches the pass mark of the year (85 points) ÷ organisations with a result in the year
-- excluded_th: หน่วยงานที่ไม่มีผลประเมิน และปีที่เกณฑ์ไม่มีคะแนนผ่าน เช่น ปี 2561
-- excluded_en: Organisations without a result, and years whose rules have no pass mark, such as FY 2561
-- assumed_th: นับเฉพาะหน่วยงานที่มีข้อมูลในคลังนี้ ไม่ใช่ทั้งประเทศ จึงต้องอ่านคู่กับจำนวนหน่วยงานที่มีข้อมูล
-- assumed_en: Of the organisations in this warehouse only, not of the country: read it beside the number of organisations with data
-- unit: share
-- better: higher
-- least_value: 0
-- greatest_value: 1
-- aggregate: ratio
-- is_reported: true
-- sort_order: 6
-- source: Master plan 21 of the national strategy (pass mark 85)
select org_code, fiscal_year, null as report_round, null as dimension_no,
       (coalesce(total_computed, total_stated) >= mart.pass_mark(fiscal_year))::int as numerator, 1 as denominator
from mart.ita_result
-- The rules of 2561 have no pass mark.
where (coalesce(total_computed, total_stated) >= mart.pass_mark(fiscal_year)) is not null
