-- name_th: คดีทุจริตลดลง
-- name_en: Fewer corruption cases
-- description_th: คดีที่ลดลงจากปีฐาน ต่อคดีในปีฐาน ปีฐานเป็นไปตามที่แผนกำหนด
-- description_en: Fall in cases since the baseline year, of the cases in that year; the plan sets the baseline
-- why_th: เป็นผลปลายทางที่แผนต้องการ คือการทุจริตน้อยลง ไม่ใช่เพียงทำโครงการครบ
-- why_en: The outcome that plans are made for: less corruption, not merely projects carried out
-- formula_th: (คดีในปีฐาน − คดีในปีนั้น) ÷ คดีในปีฐาน เมื่อดูหลายหน่วยงานจะรวมก่อนแล้วจึงหาร
-- formula_en: (Cases in the baseline year − cases in the year) ÷ cases in the baseline year; of several organisations both are summed before dividing
-- excluded_th: เรื่องร้องเรียน (แสดงแยกต่างหาก) หน่วยงานที่แผนไม่กำหนดปีฐาน และปีฐานเอง
-- excluded_en: Complaints, which are shown on their own; organisations whose plan sets no baseline year; the baseline year itself
-- assumed_th: นับตามที่หน่วยงานรายงาน จำนวนที่ลดลงอาจมาจากการแจ้งน้อยลงได้ด้วย ปีฐานที่มีไม่ถึง 5 คดีแสดงเป็นจำนวน ไม่คิดเป็นร้อยละ
-- assumed_en: Counts are those reported; a fall may also mean that fewer were told of. A baseline below 5 cases is shown as counts, not as a percentage
-- unit: share
-- better: higher
-- greatest_value: 1
-- aggregate: ratio
-- is_reported: true
-- sort_order: 5
-- source: Targets of the anti-corruption action plans (cases counted from a baseline year)
with baseline as (
    select distinct org_code, baseline_fiscal_year
    from mart.target
    where metric_code = 'case_reduction' and baseline_fiscal_year is not null
)
select c.org_code, c.fiscal_year, null as report_round, null as dimension_no,
       base.count - c.count as numerator, base.count as denominator
from mart.case_count as c
join baseline as b using (org_code)
join mart.case_count as base
    on base.org_code = c.org_code and base.kind = c.kind and base.fiscal_year = b.baseline_fiscal_year
where c.kind = 'case' and c.fiscal_year > b.baseline_fiscal_year
