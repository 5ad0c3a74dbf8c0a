"""The organisation on pages: units, posts and people, and how they are found."""
