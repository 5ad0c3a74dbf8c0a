"""Figures whose every number opens its records."""
