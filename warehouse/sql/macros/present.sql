-- note: the organisations of a scope that count as all of it in a year: those of the present register, and former ones
-- note: that have data of the year, or of any year without one. The organisation that is asked for counts always
create macro mart.present(province, kind, organisation, year) as table
select org_code
from mart.organisation
where (province is null or province_code = province)
    and (kind is null or type_code = kind)
    and (organisation is null or org_code = organisation)
    and (
        not is_former or org_code = organisation
        or org_code in (
            select org_code from ready.organisation_year where year is null or fiscal_year = year
        )
    )
