-- grain: one organisation and metric that is worsening below its target, or one below its ITA target of the year
-- note: the first two of each kind and metric, with how many there are
with worsening as (
    select 'worsening' as concern, s.metric_code, s.org_code, s.value, s.target_value, s.target_fiscal_year, s.status_code
    from mart.metric_status as s
    where s.fiscal_year = $fiscal_year::smallint and s.status_code in ('below_and_worsening', 'wrong_direction')
),
below as (
    select 'below' as concern, 'ita_score' as metric_code, r.org_code, coalesce(r.total_computed, r.total_stated) as value,
           r.target as target_value, r.fiscal_year as target_fiscal_year, null as status_code
    from mart.ita_result as r
    anti join worsening as w on w.org_code = r.org_code and w.metric_code = 'ita_score'
    where r.fiscal_year = $fiscal_year::smallint and r.gap < 0
)
select f.concern, f.metric_code, m.name_th, m.name_en, m.unit, f.org_code, o.short_name_th, f.value, f.target_value,
       f.target_fiscal_year, f.status_code, count(*) over (partition by f.concern, f.metric_code) as organisations
from (from worsening union all by name from below) as f
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.organisation as o using (org_code)
join mart.metric as m using (metric_code)
qualify row_number() over (
    partition by f.concern, f.metric_code order by f.value - f.target_value, o.short_name_th, f.org_code
) <= 2
order by f.concern desc, m.sort_order, f.value - f.target_value, o.short_name_th, f.org_code
