"""Figures: what every part declares about those that are counted of its records."""
