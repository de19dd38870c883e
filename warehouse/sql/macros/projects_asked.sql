-- note: the projects of the year in the round on the day asked about, with all filters of the list but the status
create macro mart.projects_asked(
    year, round, day, dimension := null, mission := null, unit := null, kind := null, quarter := null,
    budget := null, measure := null, is_late := null, words := null, organisation := null
) as table
select *, mart.overdue_since(is_overdue, status_code, planned_until, due_date) as overdue_since
from mart.projects_judged(
    year, round, day, dimension := dimension, mission := mission, unit := unit, kind := kind, quarter := quarter,
    budget := budget, measure := measure, words := words, organisation := organisation
)
where is_found and (is_late is null or is_overdue = is_late)
