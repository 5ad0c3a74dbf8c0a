"""Pages of tasks: HTTP and nothing else."""
