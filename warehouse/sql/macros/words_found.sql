-- note: whether each of the words that are looked for stands in a text that is kept as searches compare it
create macro mart.words_found(kept, search) as
list_bool_and(
    list_transform(
        string_split_regex(trim(search), '\s+'), lambda word: contains(kept, mart.search_key(word))
    )
)
