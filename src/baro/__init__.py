"""Baro: decisions carried to finished, provable work."""

__version__ = "0.1.0"
