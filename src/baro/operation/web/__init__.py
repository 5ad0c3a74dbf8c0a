"""The desk of whoever runs Baro, and what programs ask: health, readiness, metrics."""
