select b.build_id, b.built_at, b.version, b.statements_sha256,
       (select count(*) from mart.source) as source_count,
       (select sum(row_count) from mart.source) as row_count,
       (select sum(rejected_count) from mart.source) as rejected_count,
       (select count(*) from mart.finding) as finding_count
from stage.this_build as b
