-- name_th: คะแนน ITA
-- name_en: ITA score
-- description_th: คะแนนรวมที่คำนวณจากตัวชี้วัดทั้งสิบ หรือคะแนนที่เอกสารระบุเมื่อไม่มีรายตัวชี้วัด
-- description_en: Total computed from the ten indicators; the stated total where only that is known
-- why_th: เป็นคะแนนที่รัฐใช้วัดคุณธรรมและความโปร่งใสของทุกหน่วยงาน และเป็นเป้าหมายของแผนแม่บทประเด็น 21
-- why_en: The score by which the state judges the integrity and transparency of every body, and the target of master plan 21
-- formula_th: 0.3 × IIT + 0.3 × EIT + 0.4 × OIT โดยคะแนนของแต่ละเครื่องมือคือค่าเฉลี่ยของตัวชี้วัดในเครื่องมือนั้น เมื่อดูหลายหน่วยงานเป็นค่าเฉลี่ยต่อหน่วยงาน
-- formula_en: 0.3 × IIT + 0.3 × EIT + 0.4 × OIT, where the score of an instrument is the mean of its indicators; of several organisations, the mean of their totals
-- excluded_th: หน่วยงานที่ไม่มีผลประเมินของปีนั้น ปี 2561 ใช้แบบประเมินคนละชุด จึงไม่นำมาต่อเป็นแนวโน้มเดียวกัน
-- excluded_en: Organisations without a result in the year; FY 2561 used another instrument and never stands in one line with later years
-- assumed_th: เมื่อเอกสารให้เพียงคะแนนรวม ใช้คะแนนรวมตามเอกสาร น้ำหนักของเครื่องมือและเกณฑ์ระดับเป็นไปตามปีประเมิน
-- assumed_en: Where a document gives the total alone, that is taken; weights and levels are those of the year assessed
-- unit: points
-- better: higher
-- least_value: 0
-- greatest_value: 100
-- aggregate: ratio
-- is_reported: true
-- sort_order: 4
-- source: Integrity and Transparency Assessment: IIT 0.3, EIT 0.3, OIT 0.4; each instrument the mean of its indicators
select org_code, fiscal_year, null as report_round, null as dimension_no,
       coalesce(total_computed, total_stated) as numerator, 1 as denominator
from mart.ita_result
where coalesce(total_computed, total_stated) is not null
