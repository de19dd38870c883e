-- grain: the national ITA result of the year, where it is known
from mart.ita_national
where fiscal_year = $fiscal_year::smallint
