"""Pages of mandates, delegations and absences."""
