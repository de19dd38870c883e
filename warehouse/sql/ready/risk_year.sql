-- grain: one risk in one year that it is in force; a draft that an adopted plan replaces is left out
-- after: risk_control
-- note: a risk without a level is not taken for high
with step as (
    select process_step, mart.step_code(process_step) as step_code
    from (select distinct process_step from mart.risk)
)
select r.* exclude (fiscal_year), y.fiscal_year::smallint as fiscal_year, plan.is_draft, step.step_code,
       coalesce(r.level_rank >= (select level_rank from mart.risk_level where level_code = 'high'), false) as is_high
from mart.risk as r
join mart.plan as plan using (plan_id)
join step using (process_step)
cross join unnest(
    if(r.fiscal_year is null, range(plan.first_fiscal_year, plan.last_fiscal_year + 1), [r.fiscal_year::bigint])
) as y(fiscal_year)
anti join (
    select distinct plan_id, fiscal_year from mart.project_year where is_superseded_draft
) as superseded on superseded.plan_id = r.plan_id and superseded.fiscal_year = y.fiscal_year
