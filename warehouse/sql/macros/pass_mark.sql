-- note: the least total of a level that passes, in the ITA rules of the year
create macro mart.pass_mark(year) as (
    select min(l.minimum_total)
    from mart.ita_level as l
    join mart.ita_scheme as s using (scheme_code)
    where l.is_pass and year between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
)
