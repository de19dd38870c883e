-- name_th: คะแนน ITA
-- name_en: ITA score
-- description_th: คะแนนรวมที่คำนวณจากตัวชี้วัดทั้งสิบ หรือคะแนนที่เอกสารระบุเมื่อไม่มีรายตัวชี้วัด
-- description_en: Total computed from the ten indicators; the stated total where only that is known
-- unit: points
-- better: higher
-- aggregate: ratio
-- is_reported: true
-- sort_order: 4
-- source: Integrity and Transparency Assessment: IIT 0.3, EIT 0.3, OIT 0.4; each instrument the mean of its indicators
select org_code, fiscal_year, null as report_round, null as dimension_no,
       coalesce(total_computed, total_stated) as numerator, 1 as denominator
from mart.ita_result
where coalesce(total_computed, total_stated) is not null
