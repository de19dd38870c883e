-- grain: one project to look at, the first two of each kind, with how many of the kind there are
-- note: nothing is late before the last day of the round
with judged as (
    select p.*, o.short_name_th,
           case
               when p.status_code = 'cannot_proceed' then 'cannot_proceed'
               when mart.little_disbursed(p.status_code, p.budget_baht, p.disbursed_baht) then 'little_disbursed'
               when p.status_code = 'awaiting_report' then 'awaiting_report'
               when p.status_code = 'not_reported' then 'not_reported'
               when p.status_code = 'in_progress' and p.report_round = 12 then 'in_progress'
           end as concern
    from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    join mart.organisation as o using (org_code)
    where ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
        and (p.due_date < $today::date or p.status_code = 'cannot_proceed')
)
select concern, project_id, org_code, short_name_th, title_th, seq_no, dimension_no, planned_quarters,
       budget_baht, disbursed_baht, is_draft,
       count(*) over (partition by concern) as projects,
       count(distinct org_code) over (partition by concern) as organisations,
       sum(budget_baht) over (partition by concern) as concern_budget_baht
from judged
where concern is not null
qualify row_number() over (partition by concern order by budget_baht desc nulls last, org_code, seq_no) <= 2
order by case concern
             when 'cannot_proceed' then 1 when 'little_disbursed' then 2 when 'awaiting_report' then 3
             when 'in_progress' then 4 else 5
         end, budget_baht desc nulls last, org_code, seq_no
