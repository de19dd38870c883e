select source_id, title_th, publisher, document, sha256, files_sha256, accessed, licence, notes,
       is_simulated, row_count, rejected_count
from stage.source
