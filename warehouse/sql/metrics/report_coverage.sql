-- name_th: ส่งรายงานแล้ว
-- name_en: Projects reported
-- description_th: โครงการที่มีรายงานในรอบ ต่อโครงการตามแผน (สถานะ “รอรายงาน” ยังไม่นับว่ารายงาน)
-- description_en: Planned projects with a report in the round; the status "awaiting report" is not yet one
-- unit: share
-- better: higher
-- aggregate: ratio
-- is_reported: true
-- sort_order: 3
-- source: Report rounds of 6 and 12 months of the anti-corruption action plans
select org_code, fiscal_year, report_round, dimension_no,
       count(*) filter (is_reported) as numerator, count(*) as denominator
from mart.project_round
group by all
