-- grain: one province with an organisation in the warehouse
select province_code, province_th, province_en, count(*) filter (not is_former) as organisations
from mart.organisation
join mart.province using (province_code, province_th)
group by all
order by province_th
