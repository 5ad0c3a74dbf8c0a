"""The installation on pages."""
