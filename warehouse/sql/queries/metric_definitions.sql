-- grain: one metric: what it measures, why and how, what is left out, and the statement that computes it
select metric_code, name_th, name_en, description_th, description_en, why_th, why_en, formula_th, formula_en,
       excluded_th, excluded_en, assumed_th, assumed_en, unit, better, aggregate, source, statement, sort_order
from mart.metric
where $metric_code::varchar is null or metric_code = $metric_code
order by sort_order
