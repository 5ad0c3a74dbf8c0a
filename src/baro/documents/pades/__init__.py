"""Electronic signatures in PDF files (PAdES, ETSI EN 319 142-1): whose keys, putting them, judging them."""
