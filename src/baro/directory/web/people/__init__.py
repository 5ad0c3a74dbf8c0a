"""The pages of a person."""
