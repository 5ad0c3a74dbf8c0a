"""Long work and files."""
