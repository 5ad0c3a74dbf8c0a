"""Yearly reports on pages."""
