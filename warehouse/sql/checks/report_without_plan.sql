-- title_th: มีรายงานของปีที่แผนไม่มีโครงการนั้น
-- title_en: A report of a year that the project is not planned for
select 'warning' as severity, r.source_id, r.locator, r.org_code, r.fiscal_year, r.project_id,
       r.status_code as printed_value, null as computed_value, 'open' as resolution,
       format('โครงการลำดับ {} มีรายงานปี {} แต่แผนไม่มีโครงการนี้ในปีนั้น', j.seq_no, r.fiscal_year) as message_th,
       format('Project no. {} is reported for {}, a year that it is not planned for.', j.seq_no, r.fiscal_year)
           as message_en
from (from stage.reported anti join stage.yearly using (project_no, fiscal_year)) as unplanned
join stage.planned as j using (project_no)
join mart.status_report as r
    on r.project_id = j.project_id and r.fiscal_year = unplanned.fiscal_year and r.report_round = unplanned.report_round
