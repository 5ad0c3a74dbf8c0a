"""Secrets that people read from paper or from a terminal and type."""

from __future__ import annotations

import secrets

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another: no 0 and O, no 1 and I
GROUP = 4


def new_secret(length: int) -> str:
    """So many signs (five bits each) in groups of four: ``K7QM-3XWD-…``."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(length))
    return "-".join(signs[at : at + GROUP] for at in range(0, length, GROUP))
