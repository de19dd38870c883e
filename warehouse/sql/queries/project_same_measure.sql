-- grain: one other project with the same standard measure, or of the same organisation with the same title
-- note: those of the same organisation first; found is how many there are of either sort, of which row_limit come
with shown as (
    select p.row_no, p.is_own, p.project_id, o.short_name_th, o.province_th,
           count(*) over (partition by p.is_own) as found,
           row_number() over (
               partition by p.is_own
               order by not p.has_report, p.fiscal_year desc, o.short_name_th, p.org_code, p.project_id
           ) as place
    from mart.same_measure($project_id::varchar, $today::date) as p
    join mart.organisation as o using (org_code)
    qualify $row_limit::bigint is null or place <= $row_limit
)
select s.is_own, s.project_id, p.org_code, s.short_name_th, s.province_th, p.fiscal_year, p.report_round, t.title_th,
       p.status_code, p.budget_baht, p.disbursed_baht, p.status_note, p.is_draft, t.plan_id, p.source_id, p.locator,
       s.found
from mart.project_on(null, null, $today::date) as p
join shown as s using (row_no)
join ready.project as t using (project_no)
order by s.is_own desc, s.place
