-- note: a short code of a process step, the same for steps whose words differ by blanks and digits only
create macro mart.step_code(words) as
md5(mart.searchable(words))[:8]
