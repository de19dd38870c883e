-- grain: one project of one year in one round that its plan was reported in
-- note: a plan of which nothing was reported in a round is missing, so it is in no share of that round
select * exclude (
           period_end, due_date, planned_until, reported_on, report_source_id, report_locator, is_plan_reported,
           title_words, other_words
       ),
       coalesce(status_code = 'completed', false) as is_completed,
       coalesce(status_code <> 'awaiting_report', false) as is_reported
from ready.project_report
where is_plan_reported
