-- grain: one other project with the same standard measure, or of the same organisation with the same title
-- note: those of the same organisation first; found is how many there are of either sort, of which row_limit come
select p.is_own, t.project_id, p.org_code, o.short_name_th, o.province_th, p.fiscal_year, p.report_round, t.title_th,
       p.status_code, p.budget_baht, p.disbursed_baht, p.status_note, p.is_draft, t.plan_id, p.source_id, p.locator,
       count(*) over (partition by p.is_own) as found
from mart.same_measure($project_id::varchar, $today::date) as p
join ready.project as t using (project_no)
join mart.organisation as o on o.org_code = p.org_code
qualify $row_limit::bigint is null
    or row_number() over (
        partition by p.is_own
        order by not p.has_report, p.fiscal_year desc, o.short_name_th, p.org_code, t.project_id
    ) <= $row_limit
order by p.is_own desc, not p.has_report, p.fiscal_year desc, o.short_name_th, p.org_code, t.project_id
