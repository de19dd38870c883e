-- grain: one organisation: what it is called, where it is, and how many bear its short name
select org_code, short_name_th, full_name_th, district_th, province_th, province_code, type_code, is_former,
       (select count(*) from mart.organisation as o where o.short_name_th = n.short_name_th) as same_names
from mart.organisation as n
where org_code = $org_code::varchar
