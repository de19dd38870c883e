-- note: which row of a project tells the most of it on a day, the least first: one that is reported, of the year nearest
-- note: to that of the day, in the last round that is due or else the first
create macro mart.how_stale(has_report, fiscal_year, due, round, day) as
if(has_report, 0, 1000000) + abs(fiscal_year - 543 - year(day)) * 1000 + if(due >= day, 100, 0) - round
