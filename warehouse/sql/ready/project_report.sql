-- grain: one project that counts in one year it is planned for, in one round, with what was reported of it
-- after: project_year
-- each: select report_round from mart.report_round order by report_round
-- note: round after round and year after year, for pages ask about one of each and then read these rows alone.
-- note: without a report row the status is empty: what that means depends on the day that is asked about.
-- note: is_plan_reported tells whether anything was reported of the plan in the round
with reported as (
    select distinct p.plan_id, r.fiscal_year, r.report_round
    from stage.reported as r
    join stage.yearly as y using (project_no, fiscal_year)
    join stage.planned as p using (project_no)
    where r.status_code <> 'awaiting_report'
),
note as (
    select status_note, mart.search_key(status_note) as words
    from (select distinct status_note from stage.reported where status_note is not null)
)
select y.project_no, p.org_code, y.fiscal_year, d.report_round, p.seq_no, p.dimension_no, p.mission_no, p.catalogue_no,
       p.kind, p.responsible_unit, p.framework_code, p.is_draft, y.planned_quarters, y.budget_baht,
       make_date(y.fiscal_year - 543, d.period_end_month, d.period_end_day) as period_end,
       make_date(y.fiscal_year - 543, d.due_month, d.due_day) as due_date,
       mart.last_planned_day(y.planned_quarters, y.fiscal_year) as planned_until,
       r.status_code,
       r.disbursed_baht,
       r.status_note,
       note.words as note_words,
       r.project_no is not null as has_report,
       reported.plan_id is not null as is_plan_reported,
       y.source_id,
       y.locator
from stage.by_year as y
join stage.planned as p using (project_no)
cross join mart.report_round as d
left join stage.reported as r
    on r.project_no = y.project_no and r.fiscal_year = y.fiscal_year and r.report_round = d.report_round
left join reported
    on reported.plan_id = p.plan_id and reported.fiscal_year = y.fiscal_year and reported.report_round = d.report_round
left join note on note.status_note = r.status_note
