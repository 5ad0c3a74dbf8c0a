"""What belongs to no part: the town that every test knows, guards, journeys."""
