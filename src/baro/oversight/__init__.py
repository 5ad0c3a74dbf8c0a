"""Oversight: inspection, supervision, findings and remedies, discipline and appeal, by cases that few may see."""
