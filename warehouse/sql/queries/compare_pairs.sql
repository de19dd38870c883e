-- grain: one organisation of the group that has both metrics in the year; those shown come first
-- note: found_organisations is how many have both when only the first are asked for
with peer as (
    from mart.peer_group(
        $peer_rule::varchar, $org_code::varchar, $org_codes::varchar, $budget_within::double, $same_type::boolean,
        $fiscal_year::smallint
    )
),
valued as (
    select v.org_code, v.metric_code, v.value
    from mart.metric_of_each($report_round::smallint, $dimension_no::smallint) as v
    join peer using (org_code)
    where v.fiscal_year = $fiscal_year::smallint and v.value is not null and not v.is_too_few
)
select x.org_code, o.short_name_th, o.province_th, $fiscal_year::smallint as fiscal_year, $metric_x::varchar as metric_x,
       x.value as x_value, $metric_y::varchar as metric_y, y.value as y_value,
       coalesce(list_contains(string_split($org_codes::varchar, ','), x.org_code), false) as is_shown,
       count(*) over () as found_organisations
from valued as x
join valued as y on y.org_code = x.org_code and y.metric_code = $metric_y::varchar
join mart.organisation as o on o.org_code = x.org_code
where x.metric_code = $metric_x::varchar
order by is_shown desc, list_position(string_split($org_codes::varchar, ','), x.org_code), o.short_name_th, x.org_code
limit $row_limit::bigint
