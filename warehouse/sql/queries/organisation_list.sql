-- grain: one organisation of the scope that the words are found in, those with data first, former
-- note: ones last, and which years it has
-- note: found_organisations says how many there are in all when only the first are asked for
select o.org_code, o.full_name_th, o.district_th, o.province_th, o.is_former, r.plan_years, r.reported_years, r.ita_years,
       count(*) over () as found_organisations
from mart.organisation as o
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join ready.organisation as r using (org_code)
where $search::varchar is null or mart.words_found(r.words, $search)
order by r.plan_years is null and r.reported_years is null and r.ita_years is null,
         o.is_former, o.full_name_th, o.province_th, o.district_th, o.org_code
limit $row_limit::bigint offset $row_offset::bigint
