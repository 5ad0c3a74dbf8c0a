"""The routine of the demo province: what arrives, goes out and is given out on every working day since 2024."""
