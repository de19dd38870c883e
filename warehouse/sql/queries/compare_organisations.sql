-- grain: one organisation of the group that is compared: the one it is about first, then those with data, the nearest first
-- note: $org_codes are those shown of the group, in their order; found_organisations is how many the whole group has.
-- note: Without a rule and a choice the group is the scope. years are those with a plan or a metric
with peer as (
    select g.*
    from mart.peer_group(
        $peer_rule::varchar, $org_code::varchar, $org_codes::varchar, $budget_within::double, $same_type::boolean,
        $fiscal_year::smallint
    ) as g
    where coalesce($peer_rule::varchar, 'name') <> 'name' or $org_codes::varchar is not null
        or g.org_code in (select org_code from mart.scope($province_code::varchar, $type_code::varchar, null))
),
drafted as (
    select org_code, projects > 0 and draft_projects = projects as is_draft
    from ready.organisation_year
    where fiscal_year = $fiscal_year::smallint
),
counted as (
    select count(*) as found_organisations,
           count(*) filter (matched_by = 'plan_size' and not is_own) as found_by_plan_size
    from peer
)
select c.org_code, o.short_name_th, o.full_name_th, o.district_th, o.is_former, o.province_code, p.province_th, p.province_en, o.type_code,
       k.type_th, k.type_en, r.region_th, r.region_en, o.annual_budget_baht, c.is_own, c.matched_by, c.distance_share,
       coalesce(list_contains(v.years, $fiscal_year::smallint), false) as has_year, coalesce(d.is_draft, false) as is_draft,
       v.years, v.metric_years, n.found_organisations, n.found_by_plan_size
from (select *, list_position(string_split($org_codes::varchar, ','), org_code) as place from peer) as c
cross join counted as n
join mart.organisation as o using (org_code)
join mart.organisation_type as k using (type_code)
join mart.province as p on p.province_code = o.province_code
join mart.region as r on r.region_code = o.region_code
join ready.organisation as v on v.org_code = c.org_code
left join drafted as d on d.org_code = c.org_code
where $org_codes::varchar is null or c.place is not null or c.is_own
order by c.is_own desc, c.place, not has_year, v.years is null, c.distance_share nulls last,
         o.full_name_th, o.province_th, o.district_th, c.org_code
limit $row_limit::bigint
