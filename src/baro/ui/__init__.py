"""How pages look and behave; knows no part."""
