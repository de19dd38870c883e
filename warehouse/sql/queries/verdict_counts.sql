-- grain: one metric and verdict of the scope and year, with how many organisations it is said of
select s.metric_code, s.status_code, count(*) as organisations
from mart.metric_status as s
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
where s.fiscal_year = $fiscal_year::smallint
group by all
order by s.metric_code, s.status_code
