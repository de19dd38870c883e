-- title_th: ช่องที่อ่านผิดและแก้ไขแล้วตามหลักฐาน
-- title_en: Cells that were misread and corrected by evidence
select 'notice' as severity, source_id, locator, org_code, fiscal_year,
       if(table_name = 'project', row_key, null) as project_id,
       printed as printed_value, corrected as computed_value, 'corrected' as resolution,
       'แก้ไข ' || table_name || '.' || column_name || ' ของ ' || row_key || ' ตามหลักฐานในเอกสาร' as message_th,
       'Corrected ' || table_name || '.' || column_name || ' of ' || row_key || ' by the evidence of the document' as message_en
from mart.correction
