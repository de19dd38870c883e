-- grain: one source that something of the scope comes from, with how many of its rows are of the scope
-- note: each row counts once, whatever the number of years that it holds for
with line as (
    select org_code, source_id, null as fiscal_year from mart.organisation
    union all by name
    select org_code, source_id from mart.plan
    union all by name
    select org_code, source_id, fiscal_year from mart.project_year
    union all by name
    select org_code, source_id, fiscal_year from mart.status_report
    union all by name
    select org_code, source_id, fiscal_year from mart.ita_indicator
    union all by name
    select org_code, source_id, fiscal_year from mart.ita_result
    union all by name
    select org_code, source_id, fiscal_year from mart.target
    union all by name
    select org_code, source_id, fiscal_year from mart.case_count
    union all by name
    select org_code, source_id, fiscal_year from mart.risk
    union all by name
    select org_code, source_id from mart.risk_control
    union all by name
    select org_code, source_id, fiscal_year from mart.result
)
select s.source_id, s.title_th, s.publisher, s.document, s.sha256, s.accessed, s.licence,
       min(line.fiscal_year) as first_fiscal_year, max(line.fiscal_year) as last_fiscal_year,
       s.row_count, count(*) as rows_of_scope
from line
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.source as s using (source_id)
group by all
order by last_fiscal_year desc nulls last, s.source_id
