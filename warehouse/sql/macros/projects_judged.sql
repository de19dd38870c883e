-- note: the projects of the year in the round on the day asked about; is_found tells whether the filters of the list but
-- note: the status and the delay leave them: null filters nothing, and none asks for what the document does not say
create macro mart.projects_judged(
    year, round, day, dimension := null, mission := null, unit := null, kind := null, quarter := null,
    budget := null, measure := null, words := null, organisation := null
) as table
select p.*,
       mart.overdue(p.status_code, p.planned_until, p.period_end, p.due_date, day) as is_overdue,
       coalesce(
           (dimension is null or p.dimension_no = dimension)
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
               and (
                   words is null
                   or p.project_no in (from mart.project_found(year, words, organisation))
                   or contains(p.note_words, mart.search_key(words))
               ),
           false
       ) as is_found
from mart.project_on(year, round, day) as p
where organisation is null or p.org_code = organisation
