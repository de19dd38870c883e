-- name_th: ความเสี่ยงสูงที่ควบคุมแล้ว
-- name_en: High risks controlled
-- description_th: มาตรการควบคุมความเสี่ยงสูงที่โครงการแล้วเสร็จ ต่อมาตรการควบคุมความเสี่ยงสูงทั้งหมด
-- description_en: Controls of high risks whose project is completed, of all controls of high risks
-- why_th: ความเสี่ยงสูงที่ยังไม่มีมาตรการแล้วเสร็จคือเรื่องที่ควรดูก่อน ระดับความเสี่ยงเป็นข้อเตือนให้ดู ไม่ใช่ข้อกล่าวหา
-- why_en: A high risk without a finished control is what to look at first; a level of risk is a call to look, never a charge
-- formula_th: มาตรการควบคุมที่จับคู่กับโครงการซึ่งแล้วเสร็จในรอบนั้น ÷ มาตรการควบคุมทั้งหมดของขั้นตอนที่มีความเสี่ยงสูงหรือสูงมาก
-- formula_en: Controls matched to a project completed in the round ÷ all controls of the process steps with a high or very high risk
-- excluded_th: ขั้นตอนที่มีแต่ความเสี่ยงต่ำหรือปานกลาง และแผนที่ไม่มีรายงานใดเลยในรอบนั้น
-- excluded_en: Steps with low or medium risks only, and plans of which nothing was reported in the round
-- assumed_th: มาตรการจับคู่กับโครงการของแผนเดียวกันที่ชื่อตรงหรือใกล้เคียง มาตรการที่ไม่มีโครงการตรงกันนับว่ายังไม่แล้วเสร็จ
-- assumed_en: A control is matched to the project of the same plan whose title is the same or near; a control without such a project counts as not finished
-- unit: share
-- better: higher
-- least_value: 0
-- greatest_value: 1
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
    where h.plan_id = c.plan_id and h.step_no = c.step_no
        and h.level_rank >= (select level_rank from mart.risk_level where level_code = 'high')
        and (h.fiscal_year is null or h.fiscal_year = r.fiscal_year)
)
group by all
