"""What is done from the desk."""
