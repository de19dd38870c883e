-- note: what the values of a metric in a year can be compared with: ITA scores only within the years of like rules;
-- note: null for metrics whose years are all alike
create macro mart.comparable_group(metric, year) as
case when metric in ('ita_score', 'ita_pass_rate') then (
    select comparable_group from mart.ita_scheme where year between first_fiscal_year and coalesce(last_fiscal_year, 9999)
) end
