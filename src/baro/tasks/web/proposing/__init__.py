"""The page on which tasks are proposed from a document."""
