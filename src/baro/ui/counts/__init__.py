"""Numbers that open their rows: how they are drawn, what waits, bars beside them."""
