"""Tables of figures: ITA scores, targets, risks."""
