"""What pages show of a committee, and how it is changed there."""
