"""Tasks proposed from the text of a document: clause by clause, offline, always the same for the same text."""
