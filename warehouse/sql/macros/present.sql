-- note: the organisations of a scope that count as all of it in a year: those of the present register, and former ones
-- note: that have data of the year, or of any year without one. The organisation that is asked for counts always
create macro mart.present(province, kind, organisation, year) as table
with former as (
    select org_code from mart.organisation where is_former
),
dated as (
    select org_code
    from mart.covered()
    join former using (org_code)
    where fiscal_year is not null and (year is null or fiscal_year = year)
)
select org_code
from mart.scope(province, kind, organisation)
where org_code = organisation or org_code not in (from former) or org_code in (from dated)
