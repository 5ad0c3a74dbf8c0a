"""Backups: made whole or not at all, verified by restoring them, kept by rule, brought back.

What is said here is said by commands, which speak English.
"""
