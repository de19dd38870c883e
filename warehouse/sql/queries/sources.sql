-- grain: one source of the build
select source_id, title_th, publisher, row_count, rejected_count, is_simulated, accessed
from mart.source
order by source_id
