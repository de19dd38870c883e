-- name_th: โครงการแล้วเสร็จ
-- name_en: Projects completed
-- description_th: โครงการที่ดำเนินการแล้วเสร็จ ต่อโครงการตามแผนของปี ในแผนที่มีรายงานรอบนั้น
-- description_en: Projects completed, of the projects planned in the year, in plans reported in the round
-- why_th: บอกว่าแผนที่ประกาศไว้ลงมือทำสำเร็จแล้วเพียงใด เป็นคำถามแรกของผู้บริหารและผู้กำกับดูแล
-- why_en: Tells how much of the published plan has been carried out: the first question of executives and of those who watch over them
-- formula_th: โครงการที่รายงานว่าแล้วเสร็จในรอบนั้น ÷ โครงการทั้งหมดที่วางแผนไว้ในปี เมื่อดูหลายหน่วยงานจะรวมตัวตั้งและตัวหารก่อนแล้วจึงหาร
-- formula_en: Projects reported completed in the round ÷ all projects planned in the year; of several organisations both are summed before dividing
-- excluded_th: แผนที่ไม่มีรายงานใดเลยในรอบนั้น (ถือว่าไม่มีข้อมูล ไม่ใช่ศูนย์) และร่างแผนที่มีแผนจริงใช้แทนแล้ว
-- excluded_en: Plans of which nothing was reported in the round (missing, not zero), and drafts that an adopted plan replaces
-- assumed_th: ทุกโครงการมีน้ำหนักเท่ากันไม่ว่างบประมาณมากหรือน้อย โครงการที่ยังไม่รายงานในแผนที่เริ่มรายงานแล้ว นับว่ายังไม่แล้วเสร็จ
-- assumed_en: Every project weighs the same whatever its budget; in a plan that has begun to report, a project without a report counts as not completed
-- unit: share
-- better: higher
-- least_value: 0
-- greatest_value: 1
-- aggregate: ratio
-- is_reported: true
-- sort_order: 1
-- source: Implementation flag of the plans: green from 50 % at 6 months and from 80 % at 12 months
select org_code, fiscal_year, report_round, dimension_no,
       count(*) filter (is_completed) as numerator, count(*) as denominator
from mart.project_round
group by all
