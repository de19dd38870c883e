"""Whose document it is: its names as read against the register of organisations."""
