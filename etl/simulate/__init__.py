"""A made-up source of any size: plans, reports, scores and risks of believable shape, with faults on purpose."""
