"""The pages of the frame: search, notices, saved views, switches."""
