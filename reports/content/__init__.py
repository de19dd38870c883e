"""What each kind of report says: one module a kind, plain data from the queries and words of the pages."""
