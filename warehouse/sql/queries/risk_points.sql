-- grain: one likelihood and impact that the plans of the scope give risks of the year
select likelihood, impact, count(*) as risks, max(level_rank) as level_rank,
       arg_max(level_code, level_rank) as level_code
from mart.risks_asked($fiscal_year::smallint, $report_round::smallint, $today::date)
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
where likelihood is not null and impact is not null
group by likelihood, impact
order by likelihood desc, impact
