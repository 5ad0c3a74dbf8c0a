"""A few whole journeys in a real browser."""
