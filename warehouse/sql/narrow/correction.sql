-- grain: one corrected cell of the reader's organisations, or of no organisation in sources that are theirs alone
-- note: what would tell a count of complaints that is withheld is left out
select c.*
from published.mart.correction as c
left join memory.reader as r using (org_code)
where if(c.org_code is null, c.source_id in (from memory.own_source), r.org_code is not null)
    and (c.table_name not in ('case_count', 'result') or coalesce(r.is_inside, (from memory.is_inside)))
