"""Bars beside figures, as SVG drawn by attributes: the page allows no inline style, and the numbers stand as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

WIDTH, HEIGHT = 200, 10
THINNEST = 1.5  # a count is never so small that it is not seen


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar: its style, its count, what it says, and where it leads."""

    style: str
    count: int
    words: str
    url: str = ""


def bar(pieces: Iterable[Piece], longest: int) -> SafeString:
    """Pieces beside each other; ``longest`` is the count that fills the whole width.

    The same links stand as numbers in the row, so that the bar is left out for keyboards and screen readers.
    """
    drawn, at = [], 0.0
    for piece in pieces:
        if piece.count:
            width = max(piece.count * WIDTH / longest, THINNEST)
            drawn.append(_drawn(piece, at, width))
            at += width
    box = f'viewBox="0 0 {max(at, WIDTH):.6g} {HEIGHT}" preserveAspectRatio="none"'
    return SafeString(f'<svg class="bar" {box} aria-hidden="true" focusable="false">{"".join(drawn)}</svg>')


def _drawn(piece: Piece, at: float, width: float) -> str:
    """One piece, a link when it leads somewhere; a thin gap parts it from the next."""
    size = f'x="{at:.4g}" width="{max(width - 0.6, 0.9):.4g}" height="{HEIGHT}"'
    rect = f'<rect class="piece-{piece.style}" {size}><title>{escape(piece.words)}</title></rect>'
    return f'<a href="{escape(piece.url)}" tabindex="-1">{rect}</a>' if piece.url else rect
