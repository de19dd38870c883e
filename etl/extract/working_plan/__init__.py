"""Working plans by quarter and responsible unit."""
