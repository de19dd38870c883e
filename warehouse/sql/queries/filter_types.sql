-- grain: one type with an organisation in the warehouse
select type_code, type_th, type_en, count(*) filter (not is_former) as organisations
from mart.organisation
join mart.organisation_type using (type_code)
group by all
order by any_value(sort_order)
