"""What is recorded of units and posts over time: changed from a day on, corrected, taking effect."""
