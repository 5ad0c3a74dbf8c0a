"""What happened: the append-only record of every deed."""
