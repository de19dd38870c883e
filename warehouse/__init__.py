"""The warehouse: the only code that opens DuckDB. It imports neither `etl` nor `dashboard`."""
