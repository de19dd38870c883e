"""Lists of projects of one year with quarter ticks, and the reports of their rounds."""
