-- grain: one project of the fiscal year, with its status in the round on the day asked about
-- note: status_codes is a list parted by commas, or not_completed, or all; overdue is 1 for those alone
with shown as (
    select p.row_no, o.place, o.short_name_th, o.province_th
    from mart.projects_asked(
        $fiscal_year::smallint, $report_round::smallint, $today::date,
        dimension := $dimension_no::smallint, mission := $mission_no::varchar, unit := $responsible_unit::varchar,
        kind := $project_kind::varchar, quarter := $quarter::varchar, budget := $budget_choice::varchar,
        measure := $catalogue_no::varchar, is_late := $overdue::boolean, words := $search::varchar,
        organisation := $org_code::varchar
    ) as p
    join mart.in_order_of_name($province_code::varchar, $type_code::varchar, $org_code::varchar) as o using (org_code)
    where case $status_codes::varchar
              when 'all' then true
              when 'not_completed' then p.status_code <> 'completed'
              else $status_codes is null or list_contains(string_split($status_codes, ','), p.status_code)
          end
    order by case $sort::varchar when 'budget' then p.budget_baht end desc nulls last,
             case $sort when 'overdue' then p.overdue_since end nulls last,
             o.place * 1000000 + p.project_no % 1000000, p.fiscal_year, p.report_round
    limit $row_limit::bigint offset $row_offset::bigint
)
select t.project_id, p.org_code, s.short_name_th, s.province_th, p.fiscal_year, p.report_round, p.seq_no,
       p.dimension_no, p.mission_no, p.kind, t.title_th, p.status_code, p.budget_baht, p.disbursed_baht,
       p.planned_quarters, p.responsible_unit, p.catalogue_no, p.status_note, p.is_draft, t.plan_id, p.source_id,
       p.locator, p.is_overdue,
       mart.overdue_since(p.is_overdue, p.status_code, p.planned_until, p.due_date) as overdue_since
from (
    -- Told of the rows that are shown alone.
    select *, mart.overdue(status_code, planned_until, period_end, due_date, $today::date) as is_overdue
    from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date)
) as p
join shown as s using (row_no)
join ready.project as t using (project_no)
order by case $sort when 'budget' then p.budget_baht end desc nulls last,
         case $sort when 'overdue' then overdue_since end nulls last,
         s.place, p.project_no, p.fiscal_year, p.report_round
