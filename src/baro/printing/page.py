"""A paper as HTML: a file that stands alone, and its blocks as a part of a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from baro.printing.content import Block, Heading, Items, Paper, Paragraph, Picture, Table, direction_of
from baro.printing.pdf import layout_of

STYLE = Path(__file__).parent / "static" / "printing" / "paper.css"


def as_html(paper: Paper) -> str:
    """The paper as one file that needs nothing else and runs nothing."""
    style = SafeString(STYLE.read_text("utf-8"))
    context = {"paper": paper, "layout": layout_of(paper), "style": style, "drawn": fragment(paper.blocks)}
    return render_to_string("printing/paper.html", context)


def fragment(blocks: Sequence[Block], *, below: int = 1) -> SafeString:
    """The blocks as a part of a page; their heads stand ``below`` so many others."""
    return SafeString(render_to_string("printing/blocks.html", {"blocks": [_drawn(one, below) for one in blocks]}))


def _drawn(block: Block, below: int) -> dict[str, Any]:
    """A block as the template takes it."""
    drawn: dict[str, Any] = {"kind": type(block).__name__.lower(), "block": block}
    match block:
        case Heading():
            drawn["head"] = f"h{block.level + below}"
        case Paragraph() if block.language:
            drawn["direction"] = direction_of(block.language)
        case Table():
            drawn["rows"] = [list(zip(block.columns, row, strict=True)) for row in block.rows]
        case Picture():
            drawn["svg"] = SafeString(block.svg)
        case Items():
            drawn["list"] = "ol" if block.numbered else "ul"
    return drawn
