-- grain: one state of controls: how many controls the filters leave in it, how many of them at steps with a high risk
select c.control_state, s.status_th, s.status_en, s.symbol, count(*) as controls,
       count(*) filter (c.is_of_high_risk) as high_risk_controls
from mart.controls_asked(
    $fiscal_year::smallint, $report_round::smallint, $today::date, level := $level_code::varchar,
    step := $step_code::varchar, concern := $risk_concern::varchar
) as c
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
left join mart.status as s using (status_code)
group by all
order by any_value(s.sort_order) nulls last, c.control_state desc
