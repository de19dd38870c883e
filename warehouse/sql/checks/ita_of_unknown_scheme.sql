-- title_th: คะแนน ITA ของปีที่ไม่มีเกณฑ์ตัวชี้วัด
-- title_en: ITA scores of a year whose indicators are not known
select 'warning' as severity, any_value(i.source_id) as source_id, min(i.locator) as locator, i.org_code, i.fiscal_year,
       null as project_id, count(*)::varchar as printed_value, null as computed_value, 'open' as resolution,
       format('คะแนนตัวชี้วัด {} ค่าของปี {} ไม่ได้ใช้ เพราะไม่มีเกณฑ์ตัวชี้วัดของปีนั้น', count(*), i.fiscal_year) as message_th,
       format('{} indicator scores of {} are not used: the indicators of that year are not known.', count(*),
              i.fiscal_year) as message_en
from stage.ita_indicator as i
anti join mart.ita_indicator as m
    on m.org_code = i.org_code and m.fiscal_year = i.fiscal_year and m.indicator_no = i.indicator_no
group by i.org_code, i.fiscal_year
