-- name_th: ความเสี่ยงสูงที่ควบคุมแล้ว
-- name_en: High risks controlled
-- description_th: มาตรการควบคุมความเสี่ยงสูงที่โครงการแล้วเสร็จ ต่อมาตรการควบคุมความเสี่ยงสูงทั้งหมด
-- description_en: Controls of high risks whose project is completed, of all controls of high risks
-- unit: share
-- better: higher
-- aggregate: ratio
-- is_reported: true
-- sort_order: 9
-- source: Risk tables of the plans; a control is matched to the project of the same title
with reported as (
    select distinct plan_id, org_code, fiscal_year, report_round
    from mart.project_round
)
select r.org_code, r.fiscal_year, r.report_round, null as dimension_no,
       count(*) filter (p.is_completed) as numerator, count(*) as denominator
from reported as r
join mart.risk_control as c on c.plan_id = r.plan_id
left join mart.project_round as p
    on p.project_id = c.project_id and p.fiscal_year = r.fiscal_year and p.report_round = r.report_round
-- A step with several high risks has its controls once.
where exists (
    from mart.risk as h
    where h.plan_id = c.plan_id and h.step_no = c.step_no and h.level_rank >= 3
        and (h.fiscal_year is null or h.fiscal_year = r.fiscal_year)
)
group by all
