"""The visible mark of an electronic signature, as a small page of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from baro.printing.content import printable
from baro.printing.letters import folders, printed
from baro.printing.pdf import FAMILIES

TEMPLATE = Path(__file__).parent / "layouts" / "stamp.typ"


def stamp(lines: Sequence[str], width: float, height: float, *, is_seal: bool) -> bytes:
    """Three lines in a frame of points, as a PDF without tags, to be drawn on another page.

    Raises Refused when the fonts were not fetched.
    """
    data = {
        "lines": [printed(printable(line)) for line in lines],
        "width": width,
        "height": height,
        "seal": is_seal,
        "fonts": FAMILIES,
    }
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(folder) for folder in folders()],
        ignore_system_fonts=True,
        format="pdf",
        pdf_tags=False,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return pdf
