"""The oracle: what the rules say somebody may see, decided a second time in plain Python, against what is answered."""
