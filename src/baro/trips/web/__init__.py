"""Trips on pages."""
