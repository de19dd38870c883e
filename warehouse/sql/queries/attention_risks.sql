-- grain: one answer: the high risks of the scope and year, and how many of them have no control reported completed
-- note: nothing is missing before the last day of the round
select count(*) as high_risks,
       count(*) filter (not has_finished_control) as risks,
       count(distinct org_code) filter (not has_finished_control) as organisations
from mart.high_risk_on($fiscal_year::smallint, $report_round::smallint, $today::date)
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
where exists (
    from mart.report_round
    where report_round = $report_round::smallint
        and make_date($fiscal_year::int - 543, due_month, due_day) < $today::date
)
