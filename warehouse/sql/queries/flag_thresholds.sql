-- grain: one colour of the implementation flag of a round
select flag_code, minimum_share, flag_th, flag_en
from mart.implementation_flag
where report_round = $report_round::smallint
order by minimum_share desc
