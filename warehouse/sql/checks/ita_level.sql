-- title_th: ระดับ ITA ที่เอกสารระบุตรงกับคะแนนหรือไม่
-- title_en: Does the stated ITA level follow from the scores
-- is_total: true
with judged as (
    select r.*, l.level_th, r.level_stated in (l.level_code, l.level_th) as agrees
    from mart.ita_result as r
    join mart.ita_level as l using (scheme_code, level_code)
    where r.level_stated is not null
)
select if(agrees, 'agreement', 'warning') as severity,
       source_id, locator, org_code, fiscal_year, null as project_id,
       level_stated as printed_value,
       level_code as computed_value,
       if(agrees, 'agrees', 'open') as resolution,
       format('เอกสารระบุระดับ {} คะแนนให้ระดับ {}', level_stated, level_th) as message_th,
       format('The document states level {}; the scores give {}.', level_stated, level_code) as message_en
from judged
