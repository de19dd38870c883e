-- note: every control of a plan in force in a year, with the status in one round, on the day asked about, of the project
-- note: that carries it out; one that matches no project has none, nor has one whose project is not planned in the year.
-- note: control_state is that status, or unmatched or not_planned
create macro mart.control_on(year, round, day) as table
select *,
       case
           when project_id is null then 'unmatched'
           when status_code is null then 'not_planned'
           else status_code
       end as control_state
from (
    select * exclude (asked_round, is_once)
        replace (
            case
                when report_round is null then null
                else coalesce(status_code, if(is_draft or day <= due_date, 'not_due', 'not_reported'))
            end as status_code
        )
    from ready.control_round
    where fiscal_year = year and if(round is null, is_once, asked_round = round)
)
