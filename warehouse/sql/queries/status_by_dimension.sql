-- grain: one dimension and status of the year, in the round on the day asked about
select p.dimension_no, d.short_th, d.short_en, s.status_code, s.status_th, s.status_en, s.symbol, s.sort_order,
       count(*) as projects
from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.status as s using (status_code)
left join mart.dimension as d on d.framework_code = p.framework_code and d.dimension_no = p.dimension_no
where $dimension_no::smallint is null or p.dimension_no = $dimension_no
group by all
order by p.dimension_no nulls last, s.sort_order
