-- grain: one organisation of the peer group
select o.org_code, o.short_name_th, o.full_name_th, o.district_th, o.province_th, o.is_former
from mart.peer_group(
    $peer_rule::varchar, $org_code::varchar, $org_codes::varchar, $budget_within::double, $same_type::boolean,
    $fiscal_year::smallint
)
join mart.organisation as o using (org_code)
order by o.full_name_th, o.province_th, o.district_th, o.org_code
