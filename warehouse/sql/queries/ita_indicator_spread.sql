-- grain: one ITA indicator in the year: how its scores lie among the organisations of the scope
-- note: tenth, quarter, middle, three_quarters and nine_tenths are the scores that this share does not exceed
with score as (
    select i.indicator_no, any_value(i.instrument_code) as instrument_code, count(*) as organisation_count,
           quantile_cont(i.score::double, [0.1, 0.25, 0.5, 0.75, 0.9]) as steps,
           min(i.score) as lowest, max(i.score) as highest,
           count(*) filter (i.score < mart.pass_mark($fiscal_year::smallint)) as below
    from mart.ita_indicator as i
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where i.fiscal_year = $fiscal_year::smallint and i.score is not null
    group by i.indicator_no
)
select s.indicator_no, n.title_th, n.title_en, s.instrument_code, s.organisation_count, s.lowest,
       s.steps[1] as tenth, s.steps[2] as quarter, s.steps[3] as middle, s.steps[4] as three_quarters,
       s.steps[5] as nine_tenths, s.highest, mart.pass_mark($fiscal_year::smallint) as pass_mark,
       if(mart.pass_mark($fiscal_year::smallint) is null, null, s.below) as below
from score as s
join mart.ita_scheme as e
    on $fiscal_year::smallint between e.first_fiscal_year and coalesce(e.last_fiscal_year, 9999)
join mart.ita_indicator_name as n using (scheme_code, indicator_no)
order by s.indicator_no
