"""Carrying a reorganisation out, set by set: units, their facts, their posts, and what hangs on both."""
