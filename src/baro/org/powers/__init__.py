"""What posts may do: mandates, what is granted to others, absences and who stands in."""
