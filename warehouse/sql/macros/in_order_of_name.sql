-- note: the organisations of a scope with their place in the order of their names: lists sort by a number, not by names
create macro mart.in_order_of_name(province, kind, organisation) as table
select org_code, short_name_th, province_th, row_number() over (order by short_name_th, org_code) as place
from mart.organisation
join mart.scope(province, kind, organisation) using (org_code)
