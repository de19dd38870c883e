-- grain: one choice of one filter of the list of projects, among those that the scope and year have
-- note: a country has more units than a box can hold: the most frequent ones, and always the one asked for
with planned as (
    select p.*
    from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
    join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
    where $dimension_no::smallint is null or p.dimension_no = $dimension_no
),
mission as (
    select framework_code, mission_no, count(*) as projects from planned group by framework_code, mission_no
),
quarters as (
    select planned_quarters, count(*) as projects from planned group by planned_quarters
),
measure as (
    select catalogue_no, count(*) as projects from planned group by catalogue_no
),
choices as (
    select 'mission' as filter, p.mission_no as choice, any_value(m.title_th) as title_th,
           any_value(m.title_en) as title_en, sum(p.projects)::bigint as projects
    from mission as p
    left join mart.mission as m on m.framework_code = p.framework_code and m.mission_no = p.mission_no
    group by p.mission_no
    union all
    select 'unit', responsible_unit, null, null, count(*)
    from planned
    group by responsible_unit
    union all
    select 'kind', kind, null, null, count(*)
    from planned
    group by kind
    union all
    select 'quarter', quarter::varchar, null, null, sum(projects)::bigint
    from (
        select unnest(if(len(coalesce(planned_quarters, [])) = 0, [null], planned_quarters)) as quarter, projects
        from quarters
    )
    group by quarter
    union all
    select 'measure', p.catalogue_no::varchar, m.title_th, null, p.projects
    from measure as p
    left join mart.standard_measure as m using (catalogue_no)
)
select filter, coalesce(choice, 'none') as choice, title_th, title_en, projects
from choices
qualify row_number() over (partition by filter order by projects desc, choice) <= 300
    or choice = $responsible_unit::varchar
order by filter, choice is null, try_cast(choice as double), choice
