-- grain: one id that a row of the organisation has taken, with its plan and whether that covers the fiscal year
with taken as (
    select distinct 'project' as table_name, project_id as id, plan_id, seq_no
    from mart.project_year
    union all
    select 'plan', plan_id, plan_id, null
    from mart.plan
    union all
    select 'risk', risk_id, plan_id, null
    from mart.risk
    union all
    select 'result', result_id, plan_id, null
    from mart.result
)
select t.table_name, t.id, t.plan_id, t.seq_no,
       coalesce($fiscal_year::smallint between p.first_fiscal_year and p.last_fiscal_year, false) as covers_the_year
from taken as t
join mart.plan as p using (plan_id)
where p.org_code = $org_code::varchar
order by t.table_name, t.id
