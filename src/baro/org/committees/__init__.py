"""Committees: their terms, members and limits."""
