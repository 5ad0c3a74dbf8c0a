"""The only writers of documents, one module per chapter of the work."""
