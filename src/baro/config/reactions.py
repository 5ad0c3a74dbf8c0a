"""Who reacts to what. Parts do not know each other; this table does."""
