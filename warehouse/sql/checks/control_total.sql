-- title_th: ยอดรวมที่เอกสารพิมพ์ไว้ตรงกับรายการหรือไม่
-- title_en: Does a printed total follow from its rows
-- is_total: true
with row_total as (
    select t.total_id,
           case t.measure
               when 'project_count' then (
                   select count(distinct p.project_id) from mart.project_year as p
                   where p.plan_id = t.plan_id
                       and (t.fiscal_year is null or p.fiscal_year = t.fiscal_year)
                       and (t.dimension_no is null or p.dimension_no = t.dimension_no)
               )
               when 'budget_baht' then (
                   select sum(p.budget_baht) from mart.project_year as p
                   where p.plan_id = t.plan_id
                       and (t.fiscal_year is null or p.fiscal_year = t.fiscal_year)
                       and (t.dimension_no is null or p.dimension_no = t.dimension_no)
               )
               when 'quarter_count' then (
                   select count(*) from mart.project_year as p
                   where p.plan_id = t.plan_id and list_contains(p.planned_quarters, t.quarter)
                       and (t.fiscal_year is null or p.fiscal_year = t.fiscal_year)
                       and (t.dimension_no is null or p.dimension_no = t.dimension_no)
               )
               else (
                   select if(t.measure = 'status_count', count(*), sum(r.disbursed_baht))
                   from mart.status_report as r
                   join mart.project_year as p using (project_id, fiscal_year)
                   where p.plan_id = t.plan_id
                       and (t.status_code is null or r.status_code = t.status_code)
                       and (t.report_round is null or r.report_round = t.report_round)
                       and (t.fiscal_year is null or p.fiscal_year = t.fiscal_year)
                       and (t.dimension_no is null or p.dimension_no = t.dimension_no)
               )
           end::double as value
    from stage.control_total as t
),
labelled as (
    select t.*, plan.org_code, row_total.value as computed,
           case t.measure
               when 'project_count' then 'จำนวนโครงการ' when 'budget_baht' then 'งบประมาณ (บาท)'
               when 'quarter_count' then 'โครงการในไตรมาส ' || coalesce(t.quarter::varchar, '–')
               when 'status_count' then 'โครงการสถานะ “' || coalesce(s.status_th, '–') || '”'
               else 'เบิกจ่าย (บาท)'
           end || if(t.dimension_no is null, '', ' มิติ ' || t.dimension_no)
               || if(t.fiscal_year is null, '', ' ปี ' || t.fiscal_year)
               || if(t.report_round is null, '', ' รอบ ' || t.report_round || ' เดือน') as label_th,
           case t.measure
               when 'project_count' then 'number of projects' when 'budget_baht' then 'budget in baht'
               when 'quarter_count' then 'projects in quarter ' || coalesce(t.quarter::varchar, '–')
               when 'status_count' then 'projects with status "' || coalesce(s.status_en, '–') || '"'
               else 'disbursed baht'
           end || if(t.dimension_no is null, '', ', dimension ' || t.dimension_no)
               || if(t.fiscal_year is null, '', ', year ' || t.fiscal_year)
               || if(t.report_round is null, '', ', ' || t.report_round || '-month round') as label_en,
           abs(t.value - row_total.value) < 0.005 as agrees
    from stage.control_total as t
    join row_total using (total_id)
    join mart.plan as plan using (plan_id)
    left join mart.status as s on s.status_code = t.status_code
)
select if(agrees, 'agreement', 'warning') as severity,
       source_id, locator, org_code, fiscal_year, null as project_id,
       mart.amount(value) as printed_value,
       mart.amount(computed) as computed_value,
       if(agrees, 'agrees', 'open') as resolution,
       if(agrees, 'ยอดที่พิมพ์ตรงกับรายการ: ', 'ยอดที่พิมพ์ไม่ตรงกับรายการ: ') || label_th
           || format(' พิมพ์ {} นับได้ {}', mart.amount(value), mart.amount(coalesce(computed, 0))) as message_th,
       if(agrees, 'The printed total follows from its rows: ', 'The printed total does not follow from its rows: ')
           || label_en || format(', printed {}, counted {}', mart.amount(value), mart.amount(coalesce(computed, 0))) as message_en
from labelled
