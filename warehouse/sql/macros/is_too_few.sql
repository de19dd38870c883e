-- note: whether the cases that a fall is reckoned from are so few that a percentage says nothing; counts are shown then
create macro mart.is_too_few(metric, cases) as
coalesce(metric = 'case_reduction' and cases < 5, false)
