-- name_th: สัดส่วนหน่วยงานที่ผ่าน ITA
-- name_en: ITA pass rate
-- description_th: หน่วยงานที่ได้ 85 คะแนนขึ้นไป ต่อหน่วยงานที่มีผลประเมิน
-- description_en: Organisations at 85 points or more, of those with a result
-- unit: share
-- better: higher
-- aggregate: ratio
-- is_reported: true
-- sort_order: 6
-- source: Master plan 21 of the national strategy (pass mark 85)
select org_code, fiscal_year, null as report_round, null as dimension_no,
       (coalesce(total_computed, total_stated) >= mart.pass_mark(fiscal_year))::int as numerator, 1 as denominator
from mart.ita_result
-- The rules of 2561 have no pass mark.
where (coalesce(total_computed, total_stated) >= mart.pass_mark(fiscal_year)) is not null
