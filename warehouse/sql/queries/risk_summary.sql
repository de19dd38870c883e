-- grain: one answer: how many risks the scope has in the year, how many are high and without a finished control
-- note: of controls the metric is told, which leaves out plans that nothing is reported of in the round;
-- note: first and last year are those that the scope has any risks of
with asked as (
    select r.*,
           mart.is_asked(r.level_code, $level_code::varchar)
           and ($step_code::varchar is null or r.step_code = $step_code)
           and case $risk_concern::varchar
                   when 'high' then r.is_high
                   when 'uncontrolled' then r.is_high and not r.has_finished_control
                   else true
               end as is_found
    from mart.risks_asked($fiscal_year::smallint, $report_round::smallint, $today::date) as r
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
),
metric as (
    select sum(numerator) as finished_controls, sum(denominator) as high_risk_controls
    from mart.metric_part
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where metric_code = 'high_risk_controlled' and fiscal_year = $fiscal_year::smallint
        and report_round = $report_round::smallint
),
years as (
    select min(coalesce(r.fiscal_year, p.first_fiscal_year)) as first_fiscal_year,
           max(coalesce(r.fiscal_year, p.last_fiscal_year)) as last_fiscal_year
    from mart.risk as r
    join mart.plan as p using (plan_id)
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) as s on s.org_code = r.org_code
)
select count(risk_id) as risks,
       count(*) filter (is_high) as high_risks,
       count(*) filter (is_high and not has_finished_control) as uncontrolled,
       count(*) filter (is_found) as found,
       count(distinct org_code) as organisations,
       count(*) filter (is_draft) as drafts,
       count(*) filter (likelihood is not null and impact is not null) as with_points,
       (select count(*) from mart.present($province_code::varchar, $type_code::varchar, $org_code::varchar, $fiscal_year::smallint))
           as scope_organisations,
       (select make_date($fiscal_year::int - 543, due_month, due_day) from mart.report_round
        where report_round = $report_round::smallint) as due_date,
       any_value(m.finished_controls)::bigint as finished_controls,
       any_value(m.high_risk_controls)::bigint as high_risk_controls,
       any_value(y.first_fiscal_year) as first_fiscal_year,
       any_value(y.last_fiscal_year) as last_fiscal_year
from metric as m
cross join years as y
left join asked on true
