-- grain: one province with its square of the map, and one metric of its organisations in the year, taken after summing
-- note: without a value where no organisation of the province has any; $type_code leaves organisations of one type
with organisation as (
    select org_code, o.province_code
    from mart.present(null, $type_code::varchar, null, $fiscal_year::smallint)
    join mart.organisation as o using (org_code)
),
registered as (
    select province_code, count(*) as organisations from organisation group by province_code
),
summed as (
    select o.province_code, mart.exact_sum(v.numerator) as numerator, mart.exact_sum(v.denominator) as denominator,
           count(*) as with_value
    from mart.metric_of_each($report_round::smallint, $dimension_no::smallint) as v
    join organisation as o using (org_code)
    where v.metric_code = $metric_code::varchar and v.fiscal_year = $fiscal_year::smallint
    group by o.province_code
)
select p.province_code, p.province_th, p.province_en, p.tile_row, p.tile_column, m.metric_code, m.name_th, m.name_en,
       m.unit, $fiscal_year::smallint as fiscal_year, s.numerator, s.denominator,
       mart.figure(m.aggregate, s.numerator, s.denominator) as value,
       coalesce(s.with_value, 0) as with_value, coalesce(r.organisations, 0) as organisations
from mart.province as p
left join mart.metric as m on m.metric_code = $metric_code::varchar
left join registered as r using (province_code)
left join summed as s using (province_code)
order by s.province_code is null, p.province_th, p.province_code
