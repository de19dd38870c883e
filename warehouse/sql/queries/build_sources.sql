-- grain: one source of the build with the digest of its files
select source_id, title_th, publisher, files_sha256, row_count, rejected_count
from mart.source
order by source_id
