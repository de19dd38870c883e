-- grain: one status of the same standard measure at other organisations
-- note: each project counts with its latest reported year and the round by the day
with latest as (
    select same.org_code, p.status_code
    from mart.project_on(null, null, $today::date) as p
    join mart.same_measure($project_id::varchar) as same using (project_no)
    where not same.is_own and coalesce(p.fiscal_year = same.reported_fiscal_year, true)
    qualify row_number() over (
        partition by p.project_no
        order by mart.how_stale(p.has_report, p.fiscal_year, p.due_date, p.report_round, $today::date)
    ) = 1
)
select s.status_code, s.status_th, s.status_en, s.symbol, s.sort_order,
       count(*) as projects, count(distinct latest.org_code) as organisations
from latest
join mart.status as s using (status_code)
group by all
order by s.sort_order
