-- grain: one status of a project
select status_code, status_th, status_en, is_stored, symbol, sort_order
from mart.status
order by sort_order
