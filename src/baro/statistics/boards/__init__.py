"""What the dashboard counts, one module a field."""
