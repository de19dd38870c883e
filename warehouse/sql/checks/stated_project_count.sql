-- title_th: จำนวนโครงการที่แผนระบุตรงกับรายการหรือไม่
-- title_en: Does the stated number of projects follow from the list
-- is_total: true
with counted as (
    select p.*, (select count(*) from stage.project as j where j.plan_id = p.plan_id) as found
    from mart.plan as p
    where p.stated_project_count is not null
)
select if(found = stated_project_count, 'agreement', 'warning') as severity,
       source_id, locator, org_code, null as fiscal_year, null as project_id,
       stated_project_count::varchar as printed_value,
       found::varchar as computed_value,
       if(found = stated_project_count, 'agrees', 'open') as resolution,
       format('แผนระบุ {} โครงการ พบในรายการ {}', stated_project_count, found) as message_th,
       format('The plan states {} projects, the list has {}.', stated_project_count, found) as message_en
from counted
