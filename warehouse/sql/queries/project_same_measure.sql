-- grain: one other project with the same standard measure, or of the same organisation with the same title
-- note: those of the same organisation first; of either sort the latest reported, then the latest planned. found is how
-- note: many there are of it, of which row_limit come; each in its latest reported year and the round by the day
with same as (
    select s.*, o.short_name_th, o.province_th,
           count(*) over (partition by s.is_own) as found,
           row_number() over (
               partition by s.is_own
               order by s.reported_fiscal_year desc nulls last, s.last_fiscal_year desc, o.short_name_th, s.org_code,
                        s.project_id
           ) as place
    from mart.same_measure($project_id::varchar) as s
    join mart.organisation as o using (org_code)
    qualify $row_limit::bigint is null or place <= $row_limit
)
select s.is_own, s.project_id, s.org_code, s.short_name_th, s.province_th, p.fiscal_year, p.report_round, t.title_th,
       p.status_code, p.budget_baht, p.disbursed_baht, p.status_note, p.is_draft, t.plan_id, p.source_id, p.locator,
       s.found
from mart.project_on(null, null, $today::date) as p
join same as s using (project_no)
join ready.project as t using (project_no)
where coalesce(p.fiscal_year = s.reported_fiscal_year, true)
qualify row_number() over (
    partition by p.project_no
    order by mart.how_stale(p.has_report, p.fiscal_year, p.due_date, p.report_round, $today::date)
) = 1
order by s.is_own desc, s.place
