-- note: a count or an amount as text: thousands separated, two decimals only where there are some
create macro mart.amount(number) as
if(number = floor(number), format('{:,}', number::bigint), format('{:,.2f}', number::double))
