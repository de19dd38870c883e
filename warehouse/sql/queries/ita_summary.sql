-- grain: the ITA totals of the scope in the year, together
select count(*) as organisations,
       case when pass_mark is not null then count(*) filter (total >= pass_mark) end as passed,
       count(*) filter (gap < 0) as below_target,
       avg(total) as mean_total, median(total) as median_total, min(total) as lowest, max(total) as highest,
       avg(iit) as mean_iit, avg(eit) as mean_eit, avg(oit) as mean_oit, pass_mark,
       sum(indicators)::bigint as indicator_scores
from (
    select coalesce(r.total_computed, r.total_stated) as total, r.gap, r.iit, r.eit, r.oit,
           (select count(*) from mart.ita_indicator as i
            where i.org_code = r.org_code and i.fiscal_year = r.fiscal_year) as indicators,
           mart.pass_mark($fiscal_year::smallint) as pass_mark
    from mart.ita_result as r
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where r.fiscal_year = $fiscal_year::smallint
)
where total is not null
group by pass_mark
order by organisations
