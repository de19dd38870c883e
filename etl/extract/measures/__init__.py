"""Transparency measures: narrative reports and tables under dimensions and issues."""
