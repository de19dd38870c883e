-- grain: one finding of the reader's organisations, or of no organisation in sources that are theirs alone
-- note: what would tell a count of complaints that is withheld is left out
select f.*
from published.mart.finding as f
left join memory.reader as r using (org_code)
where if(f.org_code is null, coalesce(f.source_id, '') in (from memory.own_source), r.org_code is not null)
    and (
        coalesce(r.is_inside, (from memory.is_inside))
        or not regexp_matches(concat_ws(' ', f.locator, f.message_th, f.message_en), 'case_count|ร้องเรียน|complaint')
    )
