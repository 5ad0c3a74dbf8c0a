"""Pages on which facts are changed and corrected."""
