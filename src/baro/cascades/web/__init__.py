"""Cascades on pages."""
