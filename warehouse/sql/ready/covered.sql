-- grain: one organisation, year, table and source, with how many rows of its documents became facts there
-- after: result
-- note: what holds for a whole plan stands once for each of its years, and an organisation itself for no year;
-- note: is_first is true once for each organisation, year and table
with line as (
    select org_code, null::smallint as fiscal_year, 'organisation' as table_name, source_id from mart.organisation
    union all
    select org_code, unnest(range(first_fiscal_year, last_fiscal_year + 1))::smallint, 'plan', source_id from mart.plan
    union all
    select org_code, fiscal_year, 'project_year', source_id from mart.project_year
    union all
    select org_code, fiscal_year, 'status_report', source_id from mart.status_report
    union all
    select org_code, fiscal_year, 'ita_indicator', source_id from mart.ita_indicator
    union all
    select org_code, fiscal_year, 'ita_result', source_id from mart.ita_result
    union all
    select org_code, fiscal_year, 'target', source_id from mart.target
    union all
    select org_code, fiscal_year, 'case_count', source_id from mart.case_count
    union all
    select r.org_code, unnest(
               if(r.fiscal_year is null, range(p.first_fiscal_year, p.last_fiscal_year + 1), [r.fiscal_year::bigint])
           )::smallint, 'risk', r.source_id
    from mart.risk as r
    join mart.plan as p using (plan_id)
    union all
    select c.org_code, unnest(range(p.first_fiscal_year, p.last_fiscal_year + 1))::smallint, 'risk_control', c.source_id
    from mart.risk_control as c
    join mart.plan as p using (plan_id)
    union all
    select org_code, fiscal_year, 'result', source_id from mart.result
)
select org_code, fiscal_year, table_name, source_id, count(*) as row_count,
       row_number() over (partition by org_code, fiscal_year, table_name order by source_id) = 1 as is_first
from line
group by org_code, fiscal_year, table_name, source_id
