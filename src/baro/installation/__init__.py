"""A real installation: set up once, its accounts given and kept, what is missing until its first working day."""
