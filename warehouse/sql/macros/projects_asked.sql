-- note: the projects of the year in the round on the day asked about, with all filters of the list but the status;
-- note: null filters nothing, and none asks for what the document does not say
create macro mart.projects_asked(
    year, round, day, dimension := null, mission := null, unit := null, kind := null, quarter := null,
    budget := null, measure := null, is_late := null, words := null
) as table
select p.*,
       case
           when p.is_overdue and p.status_code in ('awaiting_report', 'not_reported') then p.due_date
           when p.is_overdue then mart.last_planned_day(p.planned_quarters, p.fiscal_year)
       end as overdue_since
from (
    select q.*,
           mart.overdue(q.status_code, q.planned_quarters, q.fiscal_year, q.report_round, q.due_date, day) as is_overdue
    from mart.project_on(year, round, day) as q
) as p
where (dimension is null or p.dimension_no = dimension)
    and mart.is_asked(p.mission_no, mission)
    and mart.is_asked(p.responsible_unit, unit)
    and mart.is_asked(p.kind, kind)
    and mart.is_asked(p.catalogue_no, measure)
    and case
            when quarter is null then true
            when quarter = 'none' then len(coalesce(p.planned_quarters, [])) = 0
            else coalesce(list_contains(p.planned_quarters, quarter::smallint), false)
        end
    and case budget
            when 'yes' then coalesce(p.budget_baht > 0, false)
            when 'no' then not coalesce(p.budget_baht > 0, false)
            when 'little' then mart.little_disbursed(p.status_code, p.budget_baht, p.disbursed_baht)
            else true
        end
    and (is_late is null or p.is_overdue = is_late)
    and (
        words is null
        or contains(p.title_words, mart.searchable(words))
        or contains(p.other_words, mart.searchable(words))
    )
