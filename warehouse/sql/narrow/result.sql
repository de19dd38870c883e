-- grain: one reported result figure, of complaints only from three on for readers outside the organisation
-- note: an empty value means fewer than three; a build itself has none that is empty
select s.* replace (
           if(
               s.value < 3 and not r.is_inside
                   and regexp_matches(concat_ws(' ', s.result_th, s.unit_th), 'ร้องเรียน|ร้องทุกข์|เบาะแส'),
               null,
               s.value
           ) as value
       )
from published.mart.result as s
join memory.reader as r using (org_code)
