-- grain: one metric of one organisation and year, in one round, of all dimensions or, with dimension_no, of one
-- after: metric_part
-- note: is_latest marks the latest round that the organisation reported, and what has no rounds. is_undivided marks
-- note: what is of no dimension and counts in each; what is of none beside others stands in each of them
with whole as (
    select metric_code, org_code, fiscal_year, report_round, null::smallint as dimension_no,
           mart.exact_sum(numerator) as numerator, mart.exact_sum(denominator) as denominator,
           count(dimension_no) = 0 as is_undivided, count(dimension_no) between 1 and count(*) - 1 as is_mixed
    from mart.metric_part
    group by metric_code, org_code, fiscal_year, report_round
),
mixed as (
    select metric_code, org_code, fiscal_year, coalesce(report_round, 0) as round from whole where is_mixed
),
part as (
    select p.* exclude (round), false as is_undivided
    from (select *, coalesce(report_round, 0) as round from mart.metric_part where dimension_no is not null) as p
    anti join mixed using (metric_code, org_code, fiscal_year, round)
),
mixed_part as (
    select p.metric_code, p.org_code, p.fiscal_year, p.report_round, d.dimension_no,
           mart.exact_sum(p.numerator) as numerator, mart.exact_sum(p.denominator) as denominator,
           false as is_undivided
    from (select *, coalesce(report_round, 0) as round from mart.metric_part) as p
    semi join mixed using (metric_code, org_code, fiscal_year, round)
    join (select distinct dimension_no from mart.dimension) as d
        on p.dimension_no is null or p.dimension_no = d.dimension_no
    group by all
),
latest as (
    select metric_code, org_code, fiscal_year, max(report_round) as latest_round from whole group by all
)
select a.metric_code, a.org_code, a.fiscal_year, a.report_round, a.dimension_no, a.numerator, a.denominator,
       a.is_undivided, a.report_round is not distinct from l.latest_round as is_latest
from (
    select * exclude (is_mixed) from whole
    union all by name
    from part
    union all by name
    from mixed_part
) as a
join latest as l using (metric_code, org_code, fiscal_year)
