"""The only writers of this chapter."""
