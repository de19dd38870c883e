-- grain: one project that counts in one year it is planned for, in one round, with what was reported of it
-- after: project_year
-- note: without a report row the status is empty: what that means depends on the day that is asked about.
-- note: is_plan_reported tells whether anything was reported of the plan in the round
with phrase as (
    select text, mart.searchable(text) as words
    from (
        select title_th as text from mart.project_year
        union
        select responsible_unit from mart.project_year
        union
        select status_note from mart.status_report
    )
    where text is not null
),
reported as (
    select distinct p.plan_id, r.fiscal_year, r.report_round
    from mart.status_report as r
    join mart.project_year as p using (project_id, fiscal_year)
    where r.status_code <> 'awaiting_report'
)
select p.* exclude (report_round, status_code, disbursed_baht, status_note, is_completed),
       d.report_round,
       make_date(p.fiscal_year - 543, d.period_end_month, d.period_end_day) as period_end,
       make_date(p.fiscal_year - 543, d.due_month, d.due_day) as due_date,
       mart.last_planned_day(p.planned_quarters, p.fiscal_year) as planned_until,
       r.status_code,
       r.disbursed_baht,
       r.reported_on,
       r.status_note,
       r.source_id as report_source_id,
       r.locator as report_locator,
       reported.plan_id is not null as is_plan_reported,
       title.words as title_words,
       concat_ws('|', unit.words, note.words) as other_words
from mart.project_year as p
cross join mart.report_round as d
left join mart.status_report as r
    on r.project_id = p.project_id and r.fiscal_year = p.fiscal_year and r.report_round = d.report_round
left join reported
    on reported.plan_id = p.plan_id and reported.fiscal_year = p.fiscal_year and reported.report_round = d.report_round
left join phrase as title on title.text = p.title_th
left join phrase as unit on unit.text = p.responsible_unit
left join phrase as note on note.text = r.status_note
where not p.is_superseded_draft
