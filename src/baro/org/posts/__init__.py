"""Posts: opened, filled, counted, closed."""
