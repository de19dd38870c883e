-- grain: one organisation below its ITA target in the year, the widest gap first
select r.org_code, o.short_name_th, coalesce(r.total_computed, r.total_stated) as total, r.target, r.gap, r.level_code
from mart.ita_result as r
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.organisation as o using (org_code)
where r.fiscal_year = $fiscal_year::smallint and r.gap < 0
order by r.gap
