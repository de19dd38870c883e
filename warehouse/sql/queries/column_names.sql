-- grain: one column name of the published tables with its meaning
select column_name, any_value(name_th) as name_th, any_value(name_en) as name_en, any_value(unit) as unit
from mart.dictionary
group by all
