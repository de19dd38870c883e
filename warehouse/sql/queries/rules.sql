-- grain: one rule of the checks
select rule_code, title_th, title_en, is_total
from mart.rule
order by rule_code
