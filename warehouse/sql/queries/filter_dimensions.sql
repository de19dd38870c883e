-- grain: one dimension of the framework of the year
select d.dimension_no, d.short_th, d.short_en, d.title_th, d.title_en
from mart.dimension as d
join mart.framework as f using (framework_code)
where $fiscal_year::smallint between f.first_fiscal_year and f.last_fiscal_year
order by d.dimension_no
