"""Programmes and reviews on pages."""
