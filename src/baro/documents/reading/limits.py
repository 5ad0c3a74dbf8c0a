"""How much of a stranger's file is looked at; the figures come from the rulebook (`documents.uploads`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: on disk, unpacked, read, and in the confined reader (`seconds`, `memory_bytes`)."""

    file_bytes: int
    name_bytes: int
    unpacked_bytes: int
    unpacked_ratio: int
    entries: int
    pixels: int
    pages: int
    characters: int
    seconds: int
    memory_bytes: int
