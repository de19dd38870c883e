-- name_th: งบประมาณตามแผน
-- name_en: Planned budget
-- description_th: งบประมาณรวมของโครงการที่วางแผนไว้ในปี โครงการที่เอกสารไม่ระบุงบประมาณไม่นับ
-- description_en: Baht planned in the year; projects whose document is silent on money are not counted
-- unit: baht
-- better: none
-- aggregate: sum
-- is_reported: false
-- sort_order: 7
-- source: Anti-corruption action plans
select org_code, fiscal_year, null as report_round, dimension_no,
       sum(budget_baht) as numerator, count(*) as denominator
from mart.project_year
where budget_baht is not null and not is_superseded_draft
group by all
