-- title_th: ดำเนินการไม่ได้โดยไม่บอกเหตุผล
-- title_en: Cannot proceed, without a reason
select 'warning' as severity, r.source_id, r.locator, r.org_code, r.fiscal_year, r.project_id,
       r.status_code as printed_value, null as computed_value, 'open' as resolution,
       format('โครงการลำดับ {} ไม่สามารถดำเนินการได้ แต่ไม่บอกเหตุผล', j.seq_no) as message_th,
       format('Project no. {} cannot proceed, and no reason is given.', j.seq_no) as message_en
from mart.status_report as r
join stage.project as j using (project_id)
where r.status_code = 'cannot_proceed' and r.reason_code is null and r.status_note is null
