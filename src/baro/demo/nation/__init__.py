"""The whole country: its communes before and after the reform of 2025, with invented organisations below them."""
