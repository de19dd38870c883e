-- note: the figure of a metric from its summed parts: ratios are taken after summing, and never of nothing
create macro mart.figure(aggregate, numerator, denominator) as
case aggregate when 'sum' then numerator else numerator / nullif(denominator, 0) end
