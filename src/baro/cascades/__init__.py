"""One piece of work for many units: who answered what, level by level, and who is missing."""
