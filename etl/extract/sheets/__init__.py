"""Detail sheets of projects, and how lists and sheets complete and check each other."""
