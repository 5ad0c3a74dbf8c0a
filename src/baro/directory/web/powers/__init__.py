"""Pages of mandates, grants and absences."""
