"""The only writers of the frame: remarks, and what is sent to people outside the pages."""
