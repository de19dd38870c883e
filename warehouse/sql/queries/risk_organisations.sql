-- grain: one organisation of the scope that has risks in the year, those with most high risks without control first
-- note: found_organisations says how many there are in all when only some are asked for
select r.org_code, any_value(o.full_name_th) as full_name_th, any_value(o.province_th) as province_th,
       r.fiscal_year, count(*) as risks,
       count(*) filter (r.is_high) as high_risks,
       count(*) filter (r.is_high and not r.has_finished_control) as uncontrolled,
       bool_or(r.is_draft) as is_draft,
       count(*) over () as found_organisations
from mart.risk_on($fiscal_year::smallint, $report_round::smallint, $today::date) as r
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.organisation as o using (org_code)
group by r.org_code, r.fiscal_year
order by uncontrolled desc, high_risks desc, full_name_th, r.org_code
limit $row_limit::bigint offset $row_offset::bigint
