"""Bars beside figures, as SVG drawn by attributes: the page allows no inline style, and the numbers stand as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from baro.ui.words.cells import known_tone

WIDTH, HEIGHT = 200, 10
THINNEST = 1.5  # a count is never so small that it is not seen
GAP, LEAST_DRAWN = 0.6, 0.9


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar: its tone, what is counted, how many there are, and where it leads; ``light`` is less strong."""

    tone: str
    label: Any
    count: int
    url: str = ""
    light: bool = False

    @property
    def style(self) -> str:
        """The classes of what is drawn.

        Raises ValueError for an unknown tone.
        """
        return f"tone-{known_tone(self.tone)}{' light' if self.light else ''}"


def bar(pieces: Piece | Sequence[Piece], longest: int = 0) -> SafeString:
    """A piece, or several in a row; ``longest`` is the count that fills the whole width, their sum when none is given.

    The same links stand as numbers beside it, so that the bar is left out for keyboards and screen readers. Raises
    ValueError for an unknown tone.
    """
    pieces = [pieces] if isinstance(pieces, Piece) else pieces
    whole = longest or sum(piece.count for piece in pieces) or 1
    drawn, at = [], 0.0
    for piece in pieces:
        if piece.count:
            width = max(piece.count * WIDTH / whole, THINNEST)
            drawn.append(_drawn(piece, at, width))
            at += width
    box = f'viewBox="0 0 {max(at, WIDTH):.6g} {HEIGHT}" preserveAspectRatio="none"'
    return SafeString(f'<svg class="bar" {box} aria-hidden="true" focusable="false">{"".join(drawn)}</svg>')


def _drawn(piece: Piece, at: float, width: float) -> str:
    """One piece, a link when it leads somewhere; a thin gap parts it from the next."""
    size = f'x="{at:.4g}" width="{max(width - GAP, LEAST_DRAWN):.4g}" height="{HEIGHT}"'
    words = escape(f"{piece.label}: {piece.count}")
    rect = f'<rect class="{piece.style}" {size}><title>{words}</title></rect>'
    return f'<a href="{escape(piece.url)}" tabindex="-1">{rect}</a>' if piece.url else rect


def legend(pieces: Iterable[Piece]) -> SafeString:
    """What the pieces of a bar are called and how many each counts, those that there are.

    Raises ValueError for an unknown tone.
    """
    return SafeString(f'<ul class="legend">{"".join(_named(piece) for piece in pieces if piece.count)}</ul>')


def _named(piece: Piece) -> str:
    rect = f'<rect class="{piece.style}" width="10" height="10" rx="2"/>'
    mark = f'<svg class="legend-mark" viewBox="0 0 10 10" aria-hidden="true" focusable="false">{rect}</svg>'
    return f"<li>{mark}{escape(str(piece.label))} <strong>{piece.count}</strong></li>"
