"""Programmes: the tasks of one plan clause by clause, and the reviews that say what became of them."""
