"""Pages of figures: HTTP and nothing else."""
