"""The reorganisations of the demo province: the reform of 1 July 2025, and one that is only planned."""
