"""Values, states and pictures as they stand on a page."""
