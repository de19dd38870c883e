"""Who may see what: who asks, what the data folder grants them, and what stands closed to everybody else."""
