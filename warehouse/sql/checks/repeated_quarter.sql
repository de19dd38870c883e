-- title_th: ไตรมาสซ้ำในแผนของโครงการ
-- title_en: A quarter that stands twice in the plan of a project
select 'notice' as severity, source_id, locator, org_code, fiscal_year, project_id,
       array_to_string(planned_quarters, ';') as printed_value,
       array_to_string(list_sort(list_distinct(planned_quarters)), ';') as computed_value, 'open' as resolution,
       format('โครงการลำดับ {} ระบุไตรมาสซ้ำ', seq_no) as message_th,
       format('Project no. {} names a quarter twice.', seq_no) as message_en
from mart.project_year
where len(planned_quarters) > 1 and len(planned_quarters) <> len(list_distinct(planned_quarters))
