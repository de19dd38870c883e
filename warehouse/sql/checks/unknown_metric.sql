-- title_th: เป้าหมายของตัวชี้วัดที่ไม่รู้จัก
-- title_en: A target of a metric that does not exist
select 'warning' as severity, t.source_id, t.locator, t.org_code, t.fiscal_year, null as project_id,
       t.metric_code as printed_value, null as computed_value, 'open' as resolution,
       format('เป้าหมายนี้เป็นของตัวชี้วัด “{}” ซึ่งไม่มี จึงไม่ได้ใช้', t.metric_code) as message_th,
       format('This target is of a metric "{}" that does not exist, so it is not used.', t.metric_code) as message_en
from mart.target as t
anti join mart.metric using (metric_code)
