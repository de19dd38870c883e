-- grain: one process step and level of the scope in the year, the steps with the most high risks first
-- note: steps beyond $row_limit stand together as one without a name, whose number is steps
with asked as (
    select r.*
    from mart.risks_asked($fiscal_year::smallint, $report_round::smallint, $today::date) as r
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
),
step as (
    select step_code, mode(process_step) as process_step, min(step_no) as step_no, count(*) as risks,
           row_number() over (order by count(*) filter (is_high) desc, count(*) desc, min(step_no), step_code)
               as step_rank
    from asked
    group by step_code
),
kept as (
    select step_code, step_rank,
           if(step_rank <= coalesce($row_limit::bigint, step_rank), step_rank, null) as kept_rank
    from step
)
select k.kept_rank as step_rank,
       if(k.kept_rank is null, null, any_value(k.step_code)) as step_code,
       if(k.kept_rank is null, null, any_value(s.process_step)) as process_step,
       count(distinct k.step_code) as steps,
       a.level_code, any_value(l.level_th) as level_th, any_value(l.level_en) as level_en,
       any_value(a.level_rank) as level_rank,
       count(*) as risks,
       count(*) filter (a.is_high and not a.has_finished_control) as uncontrolled,
       count(distinct a.org_code) as organisations
from asked as a
join kept as k using (step_code)
join step as s using (step_code)
left join mart.risk_level as l using (level_code)
group by k.kept_rank, a.level_code
order by k.kept_rank nulls last, level_rank desc nulls last
