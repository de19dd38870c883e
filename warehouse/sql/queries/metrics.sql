-- grain: one metric: what it measures and how it is read
select metric_code, name_th, name_en, unit, better, description_th, description_en, source
from mart.metric
order by sort_order
