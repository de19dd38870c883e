-- note: a sum that is the same whatever the order of its rows: binary fractions add up to other last digits in another
-- note: order, by which a mean that lies between two printed figures was told now as the one and now as the other.
-- note: parts of metrics have at most four decimals, as scores have
create macro mart.exact_sum(amount) as sum(amount::decimal(18, 4))::double
