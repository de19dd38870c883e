-- grain: one organisation with an ITA result in the year, the highest total first, or with sort lowest the lowest
select r.org_code, o.short_name_th, o.full_name_th, o.province_th, r.fiscal_year, r.iit, r.eit, r.oit,
       r.total_computed, r.total_stated, coalesce(r.total_computed, r.total_stated) as total,
       r.level_code, l.level_th, l.level_en, r.level_stated, r.target, r.gap, r.scheme_code,
       r.source_id, r.locator, s.title_th as source_title_th, s.document
from mart.ita_result as r
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.organisation as o using (org_code)
join mart.source as s on s.source_id = r.source_id
left join mart.ita_level as l on l.scheme_code = r.scheme_code and l.level_code = r.level_code
where r.fiscal_year = $fiscal_year::smallint
order by if($sort::varchar = 'lowest', total, -total) nulls last, o.short_name_th, r.org_code
limit $row_limit::bigint offset $row_offset::bigint
