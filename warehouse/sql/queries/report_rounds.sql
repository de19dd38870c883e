-- grain: one report round of the year, with the last day it is due
select report_round, title_th, title_en,
       make_date($fiscal_year::int - 543, period_end_month, period_end_day) as period_end,
       make_date($fiscal_year::int - 543, due_month, due_day) as due_date,
       exists (
           from ready.organisation_year as y
           join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
           where y.fiscal_year = $fiscal_year::smallint and list_contains(y.report_rounds, d.report_round)
       ) as has_reports
from mart.report_round as d
order by report_round
