"""Powers that are granted to others, and absences: across all parts."""
