"""Keeping Baro running for years: backups, upgrades, what stands well or badly, and the desk where one sees it."""
