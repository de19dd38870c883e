-- name_th: ส่งรายงานแล้ว
-- name_en: Projects reported
-- description_th: โครงการที่มีรายงานในรอบ ต่อโครงการตามแผน (สถานะ “รอรายงาน” ยังไม่นับว่ารายงาน)
-- description_en: Planned projects with a report in the round; the status "awaiting report" is not yet one
-- why_th: ตัวเลขอื่นเชื่อได้เท่าที่มีรายงานมา ก่อนอ่านผลจึงต้องรู้ว่ารายงานครบหรือยัง
-- why_en: Every other figure is worth as much as the reports behind it: know first whether they are all there
-- formula_th: โครงการที่มีรายงานในรอบนั้น ÷ โครงการทั้งหมดที่วางแผนไว้ในปี
-- formula_en: Projects with a report in the round ÷ all projects planned in the year
-- excluded_th: สถานะ “รอรายงาน” ไม่นับเป็นรายงาน แผนที่ไม่มีรายงานใดเลยในรอบนั้นไม่อยู่ทั้งในตัวตั้งและตัวหาร แต่แสดงเป็นรายการที่ต้องดู
-- excluded_en: The status "awaiting report" is no report; a plan of which nothing was reported stands outside numerator and denominator and is listed as a thing to look at
-- assumed_th: เอกสารไม่ได้พิมพ์วันครบกำหนด จึงใช้วันสุดท้ายของเดือนที่ครบกำหนด คือ 30 เมษายน และ 31 ตุลาคม
-- assumed_en: The papers name the month a report is due and no day: the last day is taken, 30 April and 31 October
-- unit: share
-- better: higher
-- least_value: 0
-- greatest_value: 1
-- aggregate: ratio
-- is_reported: true
-- sort_order: 3
-- source: Report rounds of 6 and 12 months of the anti-corruption action plans
select org_code, fiscal_year, report_round, dimension_no,
       count(*) filter (is_reported) as numerator, count(*) as denominator
from mart.project_round
group by all
