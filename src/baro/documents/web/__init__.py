"""The pages of documents: HTTP and nothing else."""
