"""Accounts under attack and in everyday use."""
