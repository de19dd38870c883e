-- grain: one count of complaints or cases, complaints below three withheld from readers outside the organisation
-- note: an empty count means fewer than three; a build itself has none that is empty
select c.* replace (if(c.kind = 'complaint' and c.count < 3 and not r.is_inside, null, c.count) as count)
from published.mart.case_count as c
join memory.reader as r using (org_code)
