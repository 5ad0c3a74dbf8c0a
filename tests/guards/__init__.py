"""Rules that every part must keep, checked by walking its declarations."""
