-- note: the organisations a reader looks at; every query of a page takes its scope from here
create macro mart.scope(province, kind, organisation) as table
select org_code
from mart.organisation
where (province is null or province_code = province)
    and (kind is null or type_code = kind)
    and (organisation is null or org_code = organisation)
