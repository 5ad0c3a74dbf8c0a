"""The pages of a unit."""
