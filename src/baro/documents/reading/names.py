"""File names as strangers send them, made harmless without losing their language."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

NAMELESS = "document"
LONGEST_SUFFIX = 8
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
# Names that Windows keeps for devices, whatever their extension.
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
# Cf holds the direction marks (U+200E/F, U+202A-202E, U+2066-2069) that make "gpj.exe" read as "exe.jpg".
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(name: str, *, name_bytes: int, suffix: str = "") -> str:
    """The last part of a name without anything that hides, escapes or is reserved; never empty.

    ``suffix`` (".pdf") is appended unless the name already ends with it; the whole fits into ``name_bytes`` of UTF-8.
    """
    visible = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign) not in UNSEEN)
    last = NOT_IN_NAMES.sub("_", re.split(r"[/\\]", visible.rstrip("/\\ "))[-1])
    last = " ".join(last.split()).strip(" .") or NAMELESS
    last = f"_{last}" if RESERVED.match(last) else last
    ending = suffix or PurePosixPath(last).suffix[:LONGEST_SUFFIX]
    stem = last.removesuffix(ending) if not suffix else _without(last, suffix)
    room = max(name_bytes - len(ending.encode()), 0)
    return (_shortened(stem, room).rstrip(" .") or NAMELESS[:room]) + ending


def _without(name: str, suffix: str) -> str:
    return name[: -len(suffix)] if name.lower().endswith(suffix) else name


def _shortened(stem: str, room: int) -> str:
    """As much of a stem as fits into the bytes, cut between characters."""
    return stem.encode()[:room].decode(errors="ignore")
