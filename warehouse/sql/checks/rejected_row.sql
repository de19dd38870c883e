-- title_th: แถวที่ไม่รับเข้า
-- title_en: Rows that were rejected
select 'error' as severity, source_id, locator, null as org_code, null as fiscal_year, null as project_id,
       value as printed_value, rule_code as computed_value, 'rejected' as resolution,
       place || ' — ' || message_th as message_th,
       place || ' — ' || message_en as message_en
from stage.rejection
