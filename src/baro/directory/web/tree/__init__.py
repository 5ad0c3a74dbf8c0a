"""The organisation as a tree and as a chart."""
