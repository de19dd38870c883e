-- grain: one organisation that may be shown in a comparison: of the peer group, or without a rule of the scope
-- note: found_organisations says how many there are in all when only the first are asked for
select o.org_code, o.short_name_th, o.full_name_th, o.district_th, o.province_th, o.is_former,
       count(*) over () as found_organisations
from mart.peer_group(
    $peer_rule::varchar, $org_code::varchar, null, $budget_within::double, $same_type::boolean, $fiscal_year::smallint
) as g
join mart.organisation as o using (org_code)
join ready.organisation as r using (org_code)
where ($search::varchar is null or mart.words_found(r.words, $search))
    and (
        $peer_rule <> 'name'
        or (
            ($province_code::varchar is null or o.province_code = $province_code)
            and ($type_code::varchar is null or o.type_code = $type_code)
        )
    )
    and not list_contains(string_split(coalesce($org_codes::varchar, ''), ','), org_code)
order by r.plan_years is null and r.reported_years is null and r.ita_years is null,
         o.full_name_th, o.province_th, o.district_th, o.org_code
limit $row_limit::bigint
