"""Periodic returns: forms that units fill in for each period, hand up, and that add up level by level."""
