-- title_th: คะแนน ITA ที่เอกสารระบุคำนวณได้จากตัวชี้วัดหรือไม่
-- title_en: Does the stated ITA total follow from the indicators
-- is_total: true
with judged as (
    select *, abs(total_computed - total_stated) < 0.005 as agrees
    from mart.ita_result
    where total_computed is not null and total_stated is not null
)
select if(agrees, 'agreement', 'warning') as severity,
       source_id, locator, org_code, fiscal_year, null as project_id,
       format('{:.2f}', total_stated::double) as printed_value,
       format('{:.2f}', total_computed::double) as computed_value,
       if(agrees, 'agrees', 'open') as resolution,
       format('คะแนน ITA ที่เอกสารระบุ {:.2f} คำนวณจากตัวชี้วัดได้ {:.2f}', total_stated::double, total_computed::double)
           as message_th,
       format('The stated ITA total is {:.2f}; the indicators give {:.2f}.', total_stated::double,
              total_computed::double) as message_en
from judged
