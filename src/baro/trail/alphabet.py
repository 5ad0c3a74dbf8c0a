"""The order of names: the Vietnamese alphabet with its tones, numbers by value, people by given name.

The language of what is recorded decides it, not that of the page. The database has it as functions of its own, because
not every PostgreSQL brings ICU, and as a key that is compared byte by byte, so that it may stand in an index.
"""

from __future__ import annotations

import re
import unicodedata

from django.db.models import Func, TextField

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONED = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
# Above the digits and below each other in this order.
PLACES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
DIGITS = 10
BEHIND = "\x01"  # below a space, so that a shorter name comes first


def _written() -> dict[str, tuple[str, str]]:
    """Each letter with each tone to its place in the alphabet and that of its tone; frequent letters come first."""
    small = {
        unicodedata.normalize("NFC", letter + tone): (place, str(height))
        for height, tone in enumerate(TONES)
        for letter, place in zip(LETTERS, PLACES, strict=True)
        if height == 0 or letter in TONED
    }
    return small | {letter.upper(): places for letter, places in small.items()}


WRITTEN = _written()
_PLACE = {ord(letter): place for letter, (place, _tone) in WRITTEN.items()}
_TONE = {ord(letter): tone for letter, (_place, tone) in WRITTEN.items()}
_NUMBER = re.compile(r"[0-9]+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_SURNAME = re.compile(r"^(.*\S)\s+(\S+)$", re.DOTALL)


def alphabetical(words: str) -> str:
    """The key by which words are sorted, as the database function baro_alphabet makes it."""
    composed = unicodedata.normalize("NFC", words)
    numbered = _NUMBER.sub(lambda found: found[0][-DIGITS:].rjust(DIGITS, "0"), composed.translate(_PLACE))
    return numbered + BEHIND + ("" if words.isascii() else composed.translate(_TONE))


def by_given_name(name: str) -> str:
    """The key by which people are sorted, as baro_called makes it; an Arabic name begins with the given one."""
    trimmed = name.strip()
    return alphabetical(trimmed if _ARABIC.search(name) else _SURNAME.sub(r"\2 \1", trimmed))


class Alphabetical(Func):
    """The key of a text column for the order of names and numbers."""

    function = "baro_alphabet"
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    output_field = TextField(db_collation="C")


class ByGivenName(Alphabetical):
    """The key of a person's name."""

    function = "baro_called"
