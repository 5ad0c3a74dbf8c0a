"""What hangs on a post when its holder changes, signed by both."""
