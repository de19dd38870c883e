-- grain: one organisation that any source registers, former ones among them
select org_code, type_code, name_th, full_name_th, short_name_th, district_th, province_code, province_th, is_former
from mart.organisation
order by org_code
