-- grain: one metric that targets are set for, and verdict of the year: how many organisations of the scope
-- note: no_value are the organisations with a target, or with values of other years, and none of $fiscal_year
with scope as (
    from mart.present($province_code::varchar, $type_code::varchar, $org_code::varchar, $fiscal_year::smallint)
),
status as (
    select s.*
    from mart.metric_status as s
    join scope using (org_code)
    where s.method <> 'implementation_flag'
),
known as (
    select t.metric_code, t.org_code from mart.target as t join scope using (org_code)
    union
    select metric_code, org_code from status where $fiscal_year::smallint is null or fiscal_year <= $fiscal_year
),
judged as (
    select k.metric_code, k.org_code, coalesce(s.status_code, 'no_value') as status_code
    from known as k
    left join status as s
        on s.metric_code = k.metric_code and s.org_code = k.org_code
        and s.fiscal_year = coalesce($fiscal_year, (select max(fiscal_year) from status))
)
select m.name_th, m.name_en, j.metric_code, j.status_code, count(*) as organisations
from judged as j
join mart.metric as m using (metric_code)
where $metric_code::varchar is null or j.metric_code = $metric_code
group by m.name_th, m.name_en, j.metric_code, j.status_code, m.sort_order
order by m.sort_order, mart.verdict_rank(j.status_code)
