"""People: entered, merged with their duplicates, and when holding a post ends by law."""
