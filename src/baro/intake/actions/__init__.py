"""The only writers of this part."""
