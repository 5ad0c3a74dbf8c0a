"""Meetings on pages."""
