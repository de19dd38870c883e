-- note: the projects planned in a year whose title, responsible unit or id has the words; of an organisation, its own
create macro mart.project_found(year, words, organisation) as table
select project_no
from ready.project
where words is not null and (organisation is null or org_code = organisation)
    and (year is null or year between first_fiscal_year and last_fiscal_year)
    and (
        contains(title_words, mart.search_key(words))
        or contains(unit_words, mart.search_key(words))
        -- Ids are looked at only for words that an id can have.
        or (
            regexp_full_match(mart.searchable(words), '[!-~]*')
            and contains(lower(project_id), mart.searchable(words))
        )
    )
