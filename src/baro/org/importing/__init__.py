"""The organisation as lists: the four shapes, reading a file of them, and what is right and wrong with it."""
