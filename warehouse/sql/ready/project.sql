-- grain: one project that counts in any year, with its texts, and the words that it is found by
-- after: project_year
-- note: what lists show of the rows that they have chosen; project_no stands for the order of plans, numbers and ids.
-- note: the years are the first and the last that it counts in, and the last one that is reported
with phrase as (
    select text, mart.search_key(text) as words
    from (select title_th as text from stage.planned union select responsible_unit from stage.planned)
),
counted as (
    select project_no, min(fiscal_year) as first_fiscal_year, max(fiscal_year) as last_fiscal_year,
           max(fiscal_year) filter (has_report) as reported_fiscal_year
    from ready.project_report
    group by project_no
)
select p.project_no, p.org_code, p.project_id, p.plan_id, p.catalogue_no, p.match_score, p.title_th,
       title.words as title_words, unit.words as unit_words, c.first_fiscal_year, c.last_fiscal_year,
       c.reported_fiscal_year
from stage.planned as p
join counted as c using (project_no)
join phrase as title on title.text = p.title_th
left join phrase as unit on unit.text = p.responsible_unit
order by p.project_no
