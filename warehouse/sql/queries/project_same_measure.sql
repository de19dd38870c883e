-- grain: one other project with the same standard measure, or of the same organisation with the same title
-- note: those of the same organisation first; found is how many there are of either sort, of which row_limit come
select p.is_own, p.project_id, p.org_code, p.short_name_th, p.province_th, p.fiscal_year, p.report_round, t.title_th,
       p.status_code, p.budget_baht, p.disbursed_baht, p.status_note, p.is_draft, t.plan_id, p.source_id, p.locator,
       p.found
from mart.same_measure($project_id::varchar, $today::date, $row_limit::bigint) as p
join ready.project as t using (project_no)
order by p.is_own desc, p.place
