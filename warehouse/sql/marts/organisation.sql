select o.org_code,
       o.type_code,
       o.name_th,
       coalesce(t.prefix_th, '') || o.name_th as full_name_th,
       coalesce(t.short_prefix_th, '') || o.name_th as short_name_th,
       o.district_th,
       o.province_code,
       p.province_th,
       p.region_code,
       o.annual_budget_baht,
       coalesce(o.is_former, false) as is_former,
       o.source_id,
       o.locator
from stage.organisation as o
join stage.organisation_type as t using (type_code)
join stage.province as p using (province_code)
