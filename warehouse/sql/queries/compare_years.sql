-- grain: one metric of one organisation that is shown in one fiscal year, beside the median of the whole group
-- note: comparable_group tells which years may stand in one line
with peer as (
    from mart.peer_group(
        $peer_rule::varchar, $org_code::varchar, $org_codes::varchar, $budget_within::double, $same_type::boolean,
        $fiscal_year::smallint
    )
),
valued as (
    select v.*, median(v.value) over of_year as group_median, count(*) over of_year as with_value
    from mart.metric_of_each($report_round::smallint, $dimension_no::smallint) as v
    join peer using (org_code)
    where ($metric_code::varchar is null or v.metric_code = $metric_code)
        and v.metric_code <> 'ita_pass_rate' and v.value is not null and not v.is_too_few
    window of_year as (partition by v.metric_code, v.fiscal_year)
)
select v.metric_code, m.name_th, m.name_en, m.unit, v.org_code, o.short_name_th, v.fiscal_year, v.report_round,
       v.numerator, v.denominator, v.value, v.group_median, v.with_value,
       mart.comparable_group(v.metric_code, v.fiscal_year) as comparable_group
from valued as v
join mart.metric as m using (metric_code)
join mart.organisation as o using (org_code)
where $org_codes::varchar is null or list_contains(string_split($org_codes, ','), v.org_code)
order by m.sort_order, list_position(string_split($org_codes::varchar, ','), v.org_code), o.short_name_th, v.org_code,
         v.fiscal_year
