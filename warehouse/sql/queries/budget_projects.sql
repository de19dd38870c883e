-- grain: one project of the fiscal year with money planned or spent, in the round asked about, the largest first
-- note: what is unspent or over is known only where both a budget and a disbursement are stated
with shown as (
    select p.row_no, greatest(p.budget_baht, p.disbursed_baht) as largest_baht, o.short_name_th
    from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    join mart.organisation as o using (org_code)
    where ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
        and (p.budget_baht > 0 or p.disbursed_baht > 0)
    order by largest_baht desc, o.short_name_th, p.project_no, p.fiscal_year, p.report_round
    limit $limit::int
)
select t.project_id, p.seq_no, t.title_th, shown.short_name_th, p.dimension_no, p.budget_baht, p.disbursed_baht,
       case when p.budget_baht >= p.disbursed_baht then p.budget_baht - p.disbursed_baht end as unspent_baht,
       case when p.disbursed_baht > p.budget_baht then p.disbursed_baht - p.budget_baht end as over_baht,
       s.status_th, s.status_en, s.symbol, p.status_code, p.is_draft, p.fiscal_year, p.report_round, p.org_code, t.plan_id,
       p.source_id, p.locator
from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
join shown using (row_no)
join ready.project as t using (project_no)
join mart.status as s using (status_code)
order by shown.largest_baht desc, shown.short_name_th, p.project_no, p.fiscal_year, p.report_round
