-- grain: one organisation: what it is called and where it is
select org_code, short_name_th, full_name_th, district_th, province_th, is_former
from mart.organisation
where org_code = $org_code::varchar
