-- grain: one control of a process step of the scope in force in the fiscal year, with the project that carries it out
-- note: control_state is the status of that project in the round, or unmatched or not_planned; unmatched is unknown
select c.org_code, o.short_name_th, c.fiscal_year, c.plan_id, c.step_no, c.process_step, c.control_no, c.control_th,
       c.project_id, c.project_title_th, c.match_score, c.report_round, c.status_code, c.control_state,
       s.status_th, s.status_en, s.symbol, c.is_of_high_risk, l.level_code, l.level_th, l.level_en,
       c.step_rank as level_rank, c.is_draft, c.source_id, c.locator
from mart.controls_asked(
    $fiscal_year::smallint, $report_round::smallint, $today::date, level := $level_code::varchar,
    step := $step_code::varchar, concern := $risk_concern::varchar, state := $control_state::varchar
) as c
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.organisation as o using (org_code)
left join mart.status as s using (status_code)
left join mart.risk_level as l on l.level_rank = c.step_rank
order by c.step_rank desc nulls last, o.short_name_th, c.org_code, c.plan_id, c.step_no, c.control_no
limit $row_limit::bigint offset $row_offset::bigint
