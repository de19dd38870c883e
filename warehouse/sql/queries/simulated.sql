-- grain: one answer: whether any source of the build is simulated
select coalesce(bool_or(is_simulated), false) as is_simulated
from mart.source
