-- grain: one status of the same standard measure at other organisations
select s.status_code, s.status_th, s.status_en, s.symbol, s.sort_order,
       count(*) as projects, count(distinct p.org_code) as organisations
from mart.same_measure($project_id::varchar, $today::date, null) as p
join mart.status as s using (status_code)
where not p.is_own
group by all
order by s.sort_order
