-- grain: one report round of the year, with the last day it is due
select report_round, title_th, title_en,
       make_date($fiscal_year::int - 543, period_end_month, period_end_day) as period_end,
       make_date($fiscal_year::int - 543, due_month, due_day) as due_date,
       exists (
           select 1 from mart.status_report as r
           join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
           where r.fiscal_year = $fiscal_year::smallint and r.report_round = d.report_round
       ) as has_reports
from mart.report_round as d
order by report_round
