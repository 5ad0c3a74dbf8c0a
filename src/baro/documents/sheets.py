"""Pages of papers as pictures, drawn once in the confined reader and kept beside the files.

People sign what they see there: a picture bears a seal, and one that was exchanged or damaged is drawn anew.
"""

from __future__ import annotations

import hmac
import os
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import BinaryIO

from django.utils.crypto import salted_hmac

from baro.documents import storing
from baro.documents.actions.bringing import limits
from baro.documents.models import Attachment
from baro.documents.reading.confined import confined

# Sharp enough to read on a screen, small enough for a weak line (about 100 KB a page).
DPI = 110
SEAL_BYTES = 32


def drawn(paper: Attachment, number: int) -> BinaryIO:
    """The picture of a page of a PDF (``number`` counts from 1), as an open PNG file.

    Raises Refused when the page cannot be drawn, and when the file is no longer the one that was brought.
    """
    place = storing.sheet_of(paper.digest, number)
    picture = _kept(place)
    if picture is None:
        picture = _drawn(paper, number)
        _keep(place, picture)
    return BytesIO(picture)


def _drawn(paper: Attachment, number: int) -> bytes:
    with TemporaryFile() as picture, storing.opened(paper.digest) as source:
        confined("pdf.draw", source, limits(), name=paper.name, into=picture, number=number - 1, dpi=DPI, grey=False)
        picture.seek(0)
        return picture.read()


def _kept(place: Path) -> bytes | None:
    """The picture that is kept there; None when there is none, or another one than was drawn."""
    try:
        sealed = place.read_bytes()
    except FileNotFoundError:
        return None
    picture, seal = sealed[:-SEAL_BYTES], sealed[-SEAL_BYTES:]
    return picture if hmac.compare_digest(seal, _seal(place, picture)) else None


def _keep(place: Path, picture: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=place.parent, delete=False) as written:
        written.write(picture + _seal(place, picture))
    os.replace(written.name, place)


def _seal(place: Path, picture: bytes) -> bytes:
    return salted_hmac(place.name, picture, algorithm="sha256").digest()
