-- grain: one level of risk
select level_code, level_rank, level_th, level_en,
       level_rank >= (select level_rank from mart.risk_level where level_code = 'high') as is_high, source
from mart.risk_level
order by level_rank
