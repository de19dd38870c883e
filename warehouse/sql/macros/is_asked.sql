-- note: whether a value is the one asked for; none asks for those without a value, null for all
create macro mart.is_asked(value, asked) as
asked is null or coalesce(value::varchar, 'none') = asked
