-- grain: one organisation of the province and type
select org_code, short_name_th, full_name_th, district_th, province_th, is_former
from mart.organisation
where ($province_code::varchar is null or province_code = $province_code)
    and ($type_code::varchar is null or type_code = $type_code)
order by full_name_th, province_th, district_th
