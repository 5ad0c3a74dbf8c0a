"""What helps to build the house."""
