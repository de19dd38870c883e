with printed as (
    select source_id, row_key, try_cast(translate(printed, '๐๑๒๓๔๕๖๗๘๙,', '0123456789') as decimal(9, 4)) as score
    from stage.correction
    where table_name = 'ita_indicator' and column_name = 'score'
)
select i.org_code,
       i.fiscal_year,
       i.indicator_no,
       n.instrument_code,
       i.score,
       case when printed.row_key is null then i.score else printed.score end as score_as_printed,
       printed.row_key is not null as is_corrected,
       i.source_id,
       i.locator
from stage.ita_indicator as i
join stage.ita_scheme as s
    on i.fiscal_year between s.first_fiscal_year and coalesce(s.last_fiscal_year, 9999)
join stage.ita_indicator_name as n using (scheme_code, indicator_no)
left join printed
    on printed.source_id = i.source_id
    and printed.row_key = concat_ws('/', i.org_code, i.fiscal_year, i.indicator_no)
