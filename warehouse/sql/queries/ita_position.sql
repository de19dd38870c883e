-- grain: the place of one organisation among those of its type with an ITA result in the year
-- note: equal totals share a rank; lower_share is the part of the others with a lower total; fewer than three
-- are not ranked
with peer as (
    select r.org_code, coalesce(r.total_computed, r.total_stated) as total
    from mart.ita_result as r
    join mart.organisation as o using (org_code)
    where r.fiscal_year = $fiscal_year::smallint and total is not null
        and o.type_code = (select type_code from mart.organisation where org_code = $org_code::varchar)
)
select own.org_code, o.type_code, k.type_th, k.type_en, own.total, count(*) as peers,
       case when count(*) >= 3 then (count(*) filter (peer.total > own.total) + 1)::integer end as rank,
       case when count(*) >= 3 then count(*) filter (peer.total < own.total) / (count(*) - 1) end as lower_share,
       median(peer.total) as median_total, min(peer.total) as lowest, max(peer.total) as highest,
       case when mart.pass_mark($fiscal_year::smallint) is not null
           then count(*) filter (peer.total >= mart.pass_mark($fiscal_year::smallint)) end as passed
from peer as own
join mart.organisation as o using (org_code)
join mart.organisation_type as k using (type_code)
cross join peer
where own.org_code = $org_code::varchar
group by all
order by own.org_code
