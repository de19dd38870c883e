"""Reports on paper: what the warehouse says of a view as PDF, Word and Excel files."""
