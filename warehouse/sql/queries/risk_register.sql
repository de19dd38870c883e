-- grain: one risk event of the scope in force in the fiscal year, with how the controls of its step stand in the round
-- note: likelihood, impact and score are empty where the plan gives a level only; the gravest first
select r.risk_id, r.org_code, o.short_name_th, o.province_th, r.fiscal_year, r.plan_id, r.step_no, r.process_step,
       r.step_code, r.risk_event, r.likelihood, r.impact, r.risk_score, r.level_code, l.level_th, l.level_en,
       r.level_rank, r.is_high, r.controls, r.matched_controls, r.finished_controls, r.has_finished_control,
       r.is_draft, r.source_id, r.locator
from mart.risks_asked(
    $fiscal_year::smallint, $report_round::smallint, $today::date,
    level := $level_code::varchar, step := $step_code::varchar, concern := $risk_concern::varchar
) as r
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.organisation as o using (org_code)
left join mart.risk_level as l using (level_code)
order by r.level_rank desc nulls last, r.has_finished_control, o.short_name_th, r.org_code, r.plan_id, r.step_no,
         r.risk_id
limit $row_limit::bigint offset $row_offset::bigint
