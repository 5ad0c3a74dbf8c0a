"""Pages of papers as pictures, drawn once in the confined reader and kept beside the files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from baro.documents import storing
from baro.documents.actions.bringing import limits
from baro.documents.models import Attachment
from baro.documents.reading.confined import confined

# Sharp enough to read on a screen, small enough for a weak line (about 100 KB a page).
DPI = 110


def drawn(paper: Attachment, number: int) -> Path:
    """The picture of a page of a PDF (``number`` counts from 1), as a PNG file.

    Raises Refused when the page cannot be drawn.
    """
    place = storing.sheet_of(paper.digest, number)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=place.parent) as folder:
            picture = Path(folder) / "page.png"
            source = storing.place_of(paper.digest)
            options = {"number": number - 1, "dpi": DPI, "target": str(picture), "grey": False}
            confined("pdf.draw", source, limits(), name=paper.name, **options)
            os.replace(picture, place)
    return place
