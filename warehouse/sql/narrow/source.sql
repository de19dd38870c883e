-- grain: one source that tells of the reader's organisations
from published.mart.source
where source_id in (from memory.own_source)
    or source_id in (select c.source_id from published.ready.covered as c semi join memory.reader using (org_code))
