-- note: the findings with the filters of the evidence page but the rule and severity. Without all as the choice of
-- note: years, those of the year and those of no single year; is_total true for rules that check a printed total;
-- note: what belongs to no organisation only where no organisations are chosen
create macro mart.findings_asked(
    province, kind, organisation, year := null, years := null, source := null, totals := null
) as table
select f.*, r.title_th, r.title_en, r.is_total
from mart.finding as f
join mart.rule as r using (rule_code)
where (coalesce(province, kind, organisation) is null
        or f.org_code in (select org_code from mart.scope(province, kind, organisation)))
    and (years = 'all' or year is null or f.fiscal_year is null or f.fiscal_year = year)
    and (source is null or f.source_id = source)
    and (totals is null or r.is_total = totals)
