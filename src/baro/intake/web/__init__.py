"""Deliveries on pages."""
