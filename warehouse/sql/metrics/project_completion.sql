-- name_th: โครงการแล้วเสร็จ
-- name_en: Projects completed
-- description_th: โครงการที่ดำเนินการแล้วเสร็จ ต่อโครงการตามแผนของปี ในแผนที่มีรายงานรอบนั้น
-- description_en: Projects completed, of the projects planned in the year, in plans reported in the round
-- unit: share
-- better: higher
-- aggregate: ratio
-- is_reported: true
-- sort_order: 1
-- source: Implementation flag of the plans: green from 50 % at 6 months and from 80 % at 12 months
select org_code, fiscal_year, report_round, dimension_no,
       count(*) filter (is_completed) as numerator, count(*) as denominator
from mart.project_round
group by all
