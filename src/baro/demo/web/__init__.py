"""HTTP of the demo."""
