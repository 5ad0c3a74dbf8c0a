"""Units, posts and people over time, and who may do what where."""
