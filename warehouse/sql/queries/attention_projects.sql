-- grain: one project to look at, the first two of each kind, with how many of the kind there are
-- note: nothing is late before the last day of the round
with judged as (
    select p.row_no, p.org_code, p.seq_no, p.budget_baht,
           case
               when p.status_code = 'cannot_proceed' then 'cannot_proceed'
               when mart.little_disbursed(p.status_code, p.budget_baht, p.disbursed_baht) then 'little_disbursed'
               when p.status_code = 'awaiting_report' then 'awaiting_report'
               when p.status_code = 'not_reported' then 'not_reported'
               when p.status_code = 'in_progress' and p.report_round = 12 then 'in_progress'
           end as concern
    from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
        and (p.due_date < $today::date or p.status_code = 'cannot_proceed')
),
of_organisation as (
    select concern, org_code, count(*) as projects, sum(budget_baht) as budget_baht
    from judged
    where concern is not null
    group by concern, org_code
),
counted as (
    select concern, sum(projects)::bigint as projects, count(*) as organisations,
           sum(budget_baht) as concern_budget_baht
    from of_organisation
    group by concern
),
foremost as (
    select row_no, concern
    from judged
    where concern is not null
    qualify row_number() over (partition by concern order by budget_baht desc nulls last, org_code, seq_no) <= 2
)
select concern, t.project_id, p.org_code, o.short_name_th, t.title_th, p.seq_no, p.dimension_no, p.planned_quarters,
       p.budget_baht, p.disbursed_baht, p.is_draft, p.responsible_unit,
       if(concern in ('not_reported', 'awaiting_report'), p.due_date, p.planned_until) as due_date,
       c.projects, c.organisations, c.concern_budget_baht
from foremost
join counted as c using (concern)
join mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p using (row_no)
join ready.project as t using (project_no)
join mart.organisation as o on o.org_code = p.org_code
order by case concern
             when 'cannot_proceed' then 1 when 'little_disbursed' then 2 when 'awaiting_report' then 3
             when 'in_progress' then 4 else 5
         end, p.budget_baht desc nulls last, p.org_code, p.seq_no
