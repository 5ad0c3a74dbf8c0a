"""The returns of the demo province: what its units handed up for 2023 and 2024, adding up to what was published."""
