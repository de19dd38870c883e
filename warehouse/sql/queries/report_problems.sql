-- grain: one project of the year that is reported as not completed in the round, with the reason and the note of the report
select p.seq_no, t.title_th, p.dimension_no, p.status_code, s.status_th, s.status_en, s.symbol, n.reason_th, n.reason_en,
       r.status_note, p.responsible_unit, t.project_id, t.plan_id
from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join ready.project as t using (project_no)
join mart.status_report as r
    on r.project_id = t.project_id and r.fiscal_year = p.fiscal_year and r.report_round = p.report_round
join mart.status as s on s.status_code = p.status_code
left join mart.reason as n using (reason_code)
where p.status_code in ('cannot_proceed', 'in_progress', 'awaiting_report')
    and ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
order by s.sort_order desc, p.dimension_no nulls last, t.plan_id, p.seq_no
