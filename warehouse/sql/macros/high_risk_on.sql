-- note: every high risk of a plan in force in a year, and whether a control of its step is reported completed in one
-- note: round on the day asked about; a draft that an adopted plan replaces is left out
create macro mart.high_risk_on(year, round, day) as table
from mart.risk_on(year, round, day)
where is_high
