"""Weak points on pages."""
