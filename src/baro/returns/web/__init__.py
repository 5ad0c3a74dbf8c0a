"""Returns on pages."""
