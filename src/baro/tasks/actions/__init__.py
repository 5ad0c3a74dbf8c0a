"""The only writers of tasks."""
