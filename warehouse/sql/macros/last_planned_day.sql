-- note: the last day of the last quarter that a project is planned for; without stated quarters that of the fiscal year
create macro mart.last_planned_day(quarters, year) as
last_day(make_date(year - 544, 9, 1) + to_months(3 * coalesce(list_max(quarters), 4)))
