"""What every table holds: the only place where a column is declared."""
