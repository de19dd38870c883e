-- note: whether a finding is asked for by a severity, by all, or by nothing, which means what is still to be looked at
create macro mart.is_of_severity(severity, resolution, asked) as
case
    when asked is null then resolution not in ('agrees', 'corrected')
    when asked = 'all' then true
    else severity = asked
end
