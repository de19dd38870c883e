-- grain: one build, with the counts of what the reader sees of it
select b.* replace (
           (select count(*) from mart.source) as source_count,
           (select coalesce(sum(row_count), 0)::bigint from mart.source) as row_count,
           (select coalesce(sum(rejected_count), 0)::bigint from mart.source) as rejected_count,
           (select count(*) from mart.finding) as finding_count
       )
from published.mart.build as b
