"""Papers from structured content: tagged PDF/A, Word and accessible HTML of the same words."""
