"""Which letters the fonts of the house have: others cannot be printed into an archived PDF, which refuses a hole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused

FONTS = ("tinos", "noto-naskh-arabic")
REGULAR = ("400Regular/Tinos_400Regular.ttf", "400Regular/NotoNaskhArabic_400Regular.ttf")
REPLACEMENT = "\N{WHITE SQUARE}"
# Signs that turn the direction of a picture's letters; no font has them, and each of its words stands by itself.
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def folders() -> list[Path]:
    """Where the fonts lie.

    Raises Refused when they were not fetched.
    """
    found = [settings.NODE / "@expo-google-fonts" / name for name in FONTS]
    if not all(folder.is_dir() for folder in found):
        raise Refused(_("The fonts of printed papers are missing. Whoever runs Baro fetches them with “make run”."))
    return found


@cache
def covered() -> frozenset[int]:
    """The letters that one of the fonts has."""
    files = (folder / name for folder, name in zip(folders(), REGULAR, strict=True))
    return frozenset(letter for file in files for letter in _letters(file.read_bytes())) | {ord("\n"), ord("\t")}


def printed(words: str) -> str:
    """The words with a square for each letter that no font has; signs that show nothing are left out then."""
    if words.isascii():
        return words
    known = covered()
    return "".join(sign if ord(sign) in known else _instead(sign) for sign in words)


def printed_everywhere(facts: Any) -> Any:
    """The same for all words of some facts."""
    if isinstance(facts, str):
        return printed(facts)
    if isinstance(facts, dict):
        return {name: printed_everywhere(value) for name, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [printed_everywhere(value) for value in facts]
    return facts


def without_turns(svg: str) -> str:
    """A picture without the signs that turn the direction of its letters."""
    return _TURNS.sub("", svg)


def _instead(sign: str) -> str:
    return "" if unicodedata.category(sign) in ("Cf", "Cc", "Mn", "Me") else REPLACEMENT


def _letters(font: bytes) -> Iterator[int]:
    """The letters of a font: its table ``cmap`` (OpenType 1.9), of which those of format 4 and 12 are read."""
    tables = (unpack_from(">4sIII", font, 12 + 16 * at) for at in range(unpack_from(">H", font, 4)[0]))
    start = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    for at in range(unpack_from(">H", font, start + 2)[0]):
        table = start + unpack_from(">I", font, start + 4 + 8 * at + 4)[0]
        form = unpack_from(">H", font, table)[0]
        if form == 4:
            count = unpack_from(">H", font, table + 6)[0] // 2
            ends = unpack_from(f">{count}H", font, table + 14)
            starts = unpack_from(f">{count}H", font, table + 16 + 2 * count)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
        elif form == 12:
            for group in range(unpack_from(">I", font, table + 12)[0]):
                first, last, _glyph = unpack_from(">III", font, table + 16 + 12 * group)
                yield from range(first, last + 1)
