"""Passages marked in a text that no picture of a page shows: what was typed here, or recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from baro.documents.reading.folding import plain


def marked(text: str, passages: Iterable[str]) -> SafeString:
    """The text with each passage marked where it stands first; passages that it does not hold are left out."""
    said = plain(text)
    found = sorted(filter(None, (_place(said, passage) for passage in passages)))
    pieces: list[SafeString] = []
    at = 0
    for start, end in found:
        if start >= at:
            pieces += [format_html("{}<mark>{}</mark>", said[at:start], said[start:end])]
            at = end
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, format_html("{}", said[at:])]))


def _place(text: str, passage: str) -> tuple[int, int] | None:
    words = passage.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return found.span() if found else None
