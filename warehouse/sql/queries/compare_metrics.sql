-- grain: one metric of one organisation that is shown, with its place in the whole group
-- note: rank counts from the better end, equal values share the better rank. band_no is the quarter of the group, 1 the
-- note: best: the share of the group with a better value and half of those with the same one, itself among them, is at
-- note: most 25 %, 50 %, 75 %, or more. There is no band where all values are the same. Neither is ranked where better
-- note: is none, where cases are too few for a share, and where fewer than three have a value. Of a single
-- note: organisation the pass rate says no more than its score
with peer as (
    from mart.peer_group(
        $peer_rule::varchar, $org_code::varchar, $org_codes::varchar, $budget_within::double, $same_type::boolean,
        $fiscal_year::smallint
    )
),
valued as (
    select v.*, m.name_th, m.name_en, m.unit, m.better, m.sort_order,
           m.better <> 'none' and not v.is_too_few as can_rank,
           if(m.better = 'lower', v.value, -v.value) as worse_by
    from mart.metric_of_each($report_round::smallint, $dimension_no::smallint) as v
    join peer using (org_code)
    join mart.metric as m using (metric_code)
    where ($fiscal_year::smallint is null or v.fiscal_year = $fiscal_year)
        and v.metric_code <> 'ita_pass_rate' and v.value is not null
),
placed as (
    select *,
           count(*) over (partition by metric_code, fiscal_year) as with_value,
           median(value) over (partition by metric_code, fiscal_year) as group_median,
           if(can_rank, count(*) over same_kind, null) as ranked,
           if(can_rank, rank() over in_order, null) as place,
           -- How many have a better value or the same, by the order that the rank has anyway.
           round(cume_dist() over in_order * count(*) over same_kind) as not_worse,
           min(value) over same_kind = max(value) over same_kind as is_all_same
    from valued
    window same_kind as (partition by metric_code, fiscal_year, can_rank),
           in_order as (same_kind order by worse_by)
)
select p.metric_code, p.name_th, p.name_en, p.unit, p.better, p.org_code, o.short_name_th, o.province_th, p.fiscal_year,
       p.report_round, p.numerator, p.denominator, if(p.is_too_few, null, p.value) as value, p.is_too_few,
       if(p.ranked >= 3, p.place, null) as rank, p.ranked,
       case
           when p.ranked >= 3 and not p.is_all_same
               then least(4, greatest(1, ceil(4 * (p.place - 1 + p.not_worse) / 2 / p.ranked)))::integer
       end as band_no,
       p.with_value, p.group_median
from placed as p
join mart.organisation as o using (org_code)
where $org_codes::varchar is null or list_contains(string_split($org_codes, ','), p.org_code)
order by p.sort_order, p.fiscal_year, list_position(string_split($org_codes::varchar, ','), p.org_code), o.short_name_th,
         p.org_code
