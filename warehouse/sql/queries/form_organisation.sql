-- grain: the organisation that a form is for
select org_code, full_name_th
from mart.organisation
where org_code = $org_code::varchar
