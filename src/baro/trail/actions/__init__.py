"""What is done to events themselves."""
