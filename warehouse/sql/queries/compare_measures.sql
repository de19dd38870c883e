-- grain: one standard measure and one organisation that is shown: whether its projects of the year carry the measure out
-- note: completed means that at least one such project is reported completed in the round; absent means a plan of the
-- note: year without the measure, no_plan that no plan of the year is known. doing is how many of the whole group have the
-- note: measure, first_doing names three of them, with_plan is how many have a plan. Most common first; only_missing
-- note: leaves the measures that the first of $org_codes has a plan without and others have
with peer as (
    from mart.peer_group(
        $peer_rule::varchar, $org_code::varchar, $org_codes::varchar, $budget_within::double, $same_type::boolean,
        $fiscal_year::smallint
    )
),
project as (
    select p.org_code, p.project_no, p.catalogue_no, p.status_code, p.is_draft
    from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
    join peer using (org_code)
    where p.fiscal_year = $fiscal_year::smallint
),
planned as (
    select org_code, bool_and(is_draft) as is_draft from project group by org_code
),
done as (
    select org_code, catalogue_no, count(distinct project_no) as projects,
           count(distinct project_no) filter (status_code = 'completed') as completed_projects
    from project
    where catalogue_no is not null
    group by org_code, catalogue_no
),
common as (
    select d.catalogue_no, count(*) as doing, (select count(*) from planned) as with_plan,
           arg_min(o.short_name_th, row(d.completed_projects = 0, o.short_name_th, o.org_code), 3) as first_doing
    from done as d
    join mart.organisation as o using (org_code)
    group by d.catalogue_no
),
shown as (
    select g.org_code, o.short_name_th, list_position(string_split($org_codes::varchar, ','), g.org_code) as place,
           p.org_code is not null as has_plan, p.is_draft
    from peer as g
    join mart.organisation as o using (org_code)
    left join planned as p using (org_code)
    where $org_codes::varchar is null or place is not null
),
crossed as (
    select m.catalogue_no, m.dimension_no, m.title_th, s.org_code, s.short_name_th, s.place, s.is_draft,
           case
               when d.completed_projects > 0 then 'completed'
               when d.projects > 0 then 'planned'
               when s.has_plan then 'absent'
               else 'no_plan'
           end as measure_state,
           coalesce(d.projects, 0) as projects, coalesce(d.completed_projects, 0) as completed_projects,
           c.doing, c.with_plan, array_to_string(c.first_doing, ', ') as first_doing
    from common as c
    join mart.standard_measure as m using (catalogue_no)
    cross join shown as s
    left join done as d on d.org_code = s.org_code and d.catalogue_no = c.catalogue_no
    where $dimension_no::smallint is null or m.dimension_no = $dimension_no
)
select catalogue_no, dimension_no, title_th, org_code, short_name_th, $fiscal_year::smallint as fiscal_year,
       measure_state, is_draft, projects, completed_projects, doing, with_plan, first_doing
from crossed
qualify not coalesce($only_missing::boolean, false)
    or bool_or(place = 1 and measure_state = 'absent') over (partition by catalogue_no)
order by doing desc, catalogue_no, place, short_name_th, org_code
