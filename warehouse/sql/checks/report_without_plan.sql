-- title_th: มีรายงานของปีที่แผนไม่มีโครงการนั้น
-- title_en: A report of a year that the project is not planned for
select 'warning' as severity, r.source_id, r.locator, r.org_code, r.fiscal_year, r.project_id,
       r.status_code as printed_value, null as computed_value, 'open' as resolution,
       format('โครงการลำดับ {} มีรายงานปี {} แต่แผนไม่มีโครงการนี้ในปีนั้น', j.seq_no, r.fiscal_year) as message_th,
       format('Project no. {} is reported for {}, a year that it is not planned for.', j.seq_no, r.fiscal_year)
           as message_en
from (from mart.status_report anti join mart.project_year using (project_id, fiscal_year)) as r
join stage.project as j using (project_id)
