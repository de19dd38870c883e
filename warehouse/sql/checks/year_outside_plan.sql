-- title_th: โครงการวางไว้ในปีที่อยู่นอกช่วงปีของแผน
-- title_en: A project planned for a year outside its plan
select 'warning' as severity, p.source_id, p.locator, p.org_code, p.fiscal_year, p.project_id,
       p.fiscal_year::varchar as printed_value,
       plan.first_fiscal_year || '-' || plan.last_fiscal_year as computed_value, 'open' as resolution,
       format('โครงการลำดับ {} วางไว้ในปี {} แต่แผนครอบคลุมปี {} ถึง {}', p.seq_no, p.fiscal_year,
              plan.first_fiscal_year, plan.last_fiscal_year) as message_th,
       format('Project no. {} is planned for {}, but its plan covers {} to {}.', p.seq_no, p.fiscal_year,
              plan.first_fiscal_year, plan.last_fiscal_year) as message_en
from mart.project_year as p
join mart.plan as plan using (plan_id)
where p.fiscal_year not between plan.first_fiscal_year and plan.last_fiscal_year
