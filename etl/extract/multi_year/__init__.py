"""Lists of projects with the budgets of several years."""
