"""The charts: each gives a chart in the colours of the theme, and the same in words."""
