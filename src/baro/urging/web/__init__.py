"""Urging and obstacles on pages."""
