-- note: the organisations that one of them is compared with, itself among them: of its type, its province, its region,
-- note: or near it in size. Near is a yearly budget that differs from its own by no more than the per cent given;
-- note: where either budget is unknown, a number of projects planned in the year. matched_by tells which of the two
-- note: counted. Any other rule means the organisations chosen by name, parted by commas, or all without a choice.
-- note: Former organisations are of a group where they have data of the year, are the one it is about or are chosen
create macro mart.peer_group(rule, own_code, chosen, within_percent, of_same_type, year) as table
with known as (
    select org_code, max(projects) filter (fiscal_year = year and projects > 0) as projects
    from ready.organisation_year
    where year is null or fiscal_year = year
    group by org_code
),
candidate as (
    select o.*, k.projects, not o.is_former or k.org_code is not null as is_present
    from mart.organisation as o
    left join known as k using (org_code)
),
measured as (
    select c.org_code, c.is_present, c.type_code, c.province_code, c.region_code, own.org_code as own_code,
           own.type_code as own_type_code, own.province_code as own_province_code, own.region_code as own_region_code,
           case
               when c.annual_budget_baht is not null and own.annual_budget_baht is not null then 'budget'
               when c.projects is not null and own.projects is not null then 'plan_size'
           end as matched_by,
           case
               when c.annual_budget_baht is not null and own.annual_budget_baht is not null
                   then abs(c.annual_budget_baht - own.annual_budget_baht)::double / nullif(own.annual_budget_baht, 0)
               else abs(c.projects - own.projects)::double / own.projects
           end as distance_share
    from candidate as c
    left join candidate as own on own.org_code = own_code
)
select org_code, coalesce(org_code = own_code, false) as is_own, matched_by, distance_share
from measured
where case
        when rule in ('type', 'province', 'region', 'budget') then
            org_code = own_code
            or (
                is_present
                and case rule
                    when 'type' then type_code = own_type_code
                    when 'province' then province_code = own_province_code
                    when 'region' then region_code = own_region_code
                    else coalesce(distance_share <= coalesce(within_percent, 100) / 100, false)
                end
                and (not coalesce(of_same_type, false) or type_code = own_type_code)
            )
        when chosen is null then is_present or coalesce(org_code = own_code, false)
        else list_contains(string_split(chosen, ','), org_code)
    end
