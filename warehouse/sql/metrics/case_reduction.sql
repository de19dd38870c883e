-- name_th: คดีทุจริตลดลง
-- name_en: Fewer corruption cases
-- description_th: คดีที่ลดลงจากปีฐาน ต่อคดีในปีฐาน ปีฐานเป็นไปตามที่แผนกำหนด
-- description_en: Fall in cases since the baseline year, of the cases in that year; the plan sets the baseline
-- unit: share
-- better: higher
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
