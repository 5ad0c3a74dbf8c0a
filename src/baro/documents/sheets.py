"""Pages of papers as pictures, drawn once in the confined reader and kept beside the files.

People sign what they see there: a picture bears a seal, and one that was exchanged or damaged is drawn anew.
"""

from __future__ import annotations

import hmac
import os
import time
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import BinaryIO

from django.utils.crypto import salted_hmac

from baro.documents import storing
from baro.documents.models import Attachment
from baro.documents.reading.confined import confined
from baro.documents.reading.refusals import refusal
from baro.documents.uploads import LOOKING_SECONDS, limits
from baro.kernel.errors import Refused

# Sharp enough to read on a screen, small enough for a weak line (about 100 KB a page).
DPI = 110
SEAL_BYTES = 32
# Kept in place of a picture that cannot be drawn; a busy machine may draw it another time.
FAILED, TRIED_AGAIN_AFTER = b"", 3600


def drawn(paper: Attachment, number: int) -> BinaryIO:
    """The picture of a page of a PDF (``number`` counts from 1), as an open PNG file.

    Raises Refused when the page cannot be drawn, and when the file is no longer the one that was brought.
    """
    place = storing.sheet_of(paper.digest, number)
    picture = _kept(place)
    if picture is None:
        picture = _drawn(paper, number, place)
    if picture == FAILED:
        raise refusal("unreadable", paper.name)
    return BytesIO(picture)


def _drawn(paper: Attachment, number: int, place: Path) -> bytes:
    """Draw a picture and keep it, or that it cannot be drawn: who looks again need not cost as much again."""
    allowed = limits(seconds=LOOKING_SECONDS)
    with TemporaryFile() as picture, storing.opened(paper.digest) as source:
        try:
            confined("pdf.draw", source, allowed, name=paper.name, into=picture, number=number - 1, dpi=DPI, grey=False)
        except Refused:
            _keep(place, FAILED)
            raise
        picture.seek(0)
        drawn = picture.read()
    _keep(place, drawn)
    return drawn


def _kept(place: Path) -> bytes | None:
    """What is kept there; None when there is nothing, another picture than was drawn, or a failure of long ago."""
    try:
        sealed, age = place.read_bytes(), time.time() - place.stat().st_mtime
    except FileNotFoundError:
        return None
    picture, seal = sealed[:-SEAL_BYTES], sealed[-SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(place, picture)) or (picture == FAILED and age > TRIED_AGAIN_AFTER):
        return None
    return picture


def _keep(place: Path, picture: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=place.parent, delete=False) as written:
        written.write(picture + _seal(place, picture))
    os.replace(written.name, place)


def _seal(place: Path, picture: bytes) -> bytes:
    return salted_hmac(place.name, picture, algorithm="sha256").digest()
