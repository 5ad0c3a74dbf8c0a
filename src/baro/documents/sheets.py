"""Pages of papers as pictures, and Word documents as one page, made once in the confined reader and kept by the files.

People sign what they see there: what was made bears a seal, and one that was exchanged or damaged is made anew.
"""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import Any, BinaryIO

import nh3
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString

from baro.documents import storing
from baro.documents.models import Attachment
from baro.documents.reading.blocks import DEEDS, Block, blocks_of, from_reader, said_enough
from baro.documents.reading.confined import confined
from baro.documents.reading.content import KINDS
from baro.documents.reading.refusals import refusal
from baro.documents.uploads import LOOKING_SECONDS, limits
from baro.kernel.errors import Refused
from baro.ui.http import wants_fragment
from baro.ui.work.files import handed_out

# Sharp enough to read on a screen, small enough for a weak line (about 100 KB a page).
DPI = 110
SEAL_BYTES = 32
TAGS = {"p", "br", "strong", "em", "u", "s", "sup", "sub", "ul", "ol", "li", "img", "table", "thead", "tbody", "tr"}
TAGS |= {"td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
SPANS, CLASSES = {"colspan", "rowspan"}, {"is-centred", "is-at-end"}
# Kept in place of a picture that cannot be drawn; a busy machine may draw it another time.
FAILED, TRIED_AGAIN_AFTER = b"", 3600


def answered(request: HttpRequest, paper: Attachment, number: int) -> FileResponse:
    """The picture of a page, to whoever may see the paper.

    Raises Http404 when it has no such page, and Refused as `drawn` does.
    """
    if paper.media_type != "application/pdf" or not 1 <= number <= (paper.pages or 0):
        raise Http404
    name = f"{Path(paper.name).stem}-{number}.png"
    return handed_out(request, partial(drawn, paper, number), name=name, media_type="image/png")


def answered_words(request: HttpRequest, paper: Attachment) -> HttpResponse:
    """The words of a Word document, to whoever may see it: the piece beside a form, or a page for who has no scripts.

    Raises Http404 when it is none, and Refused as `words` does.
    """
    if not paper.is_word:
        raise Http404
    template = "documents/words.html#words" if wants_fragment(request) else "documents/words.html"
    return render(request, template, {"paper": paper, "words": words(paper)})


def drawn(paper: Attachment, number: int) -> BinaryIO:
    """The picture of a page of a PDF (``number`` counts from 1), as an open PNG file.

    Raises Refused when the page cannot be drawn, and when the file is no longer the one that was brought.
    """
    place = storing.sheet_of(paper.digest, number)
    return BytesIO(_once(paper, place, "pdf.draw", number=number - 1, dpi=DPI, grey=False))


def words(paper: Attachment) -> SafeString:
    """A Word document as a piece of a page: nothing of it runs, leads elsewhere or is fetched.

    Raises Refused when it cannot be shown, and when the file is no longer the one that was brought.
    """
    shown = _once(paper, storing.words_of(paper.digest), "word.show", and_then=_cleaned)
    return SafeString(shown.decode())


def blocks(paper: Attachment) -> list[Block]:
    """What a paper says in its order, tables cell by cell; what was recognised where its pages are pictures.

    Raises Refused when it cannot be read, and when the file is no longer the one that was brought.
    """
    kind = KINDS.get(paper.media_type)
    if kind is None or kind not in DEEDS:
        return blocks_of(paper.text)
    found = from_reader(_once(paper, storing.blocks_of(paper.digest), DEEDS[kind]))
    return found if said_enough(found) else blocks_of(paper.text)


def _cleaned(html: bytes) -> bytes:
    """What the walls gave, without anything that a page of ours must not hold."""
    kept = nh3.clean(
        html.decode(errors="replace"),
        tags=TAGS,
        attributes={"img": {"src", "alt"}, "td": SPANS, "th": SPANS},
        allowed_classes={"p": CLASSES},
        url_schemes={"data"},
        link_rel=None,
    )
    return kept.encode()


def _once(
    paper: Attachment, place: Path, deed: str, *, and_then: Callable[[bytes], bytes] = bytes, **options: Any
) -> bytes:
    """What a deed makes of a paper, made once.

    Raises Refused when it cannot be made.
    """
    made = _kept(place)
    if made is None:
        made = _made(paper, place, deed, and_then, options)
    if made == FAILED:
        raise refusal("unreadable", paper.name)
    return made


def _made(
    paper: Attachment, place: Path, deed: str, and_then: Callable[[bytes], bytes], options: dict[str, Any]
) -> bytes:
    """Make it and keep it, or that it cannot be made: who looks again need not cost as much again."""
    allowed = limits(seconds=LOOKING_SECONDS)
    with TemporaryFile() as into, storing.opened(paper.digest) as source:
        try:
            confined(deed, source, allowed, name=paper.name, into=into, **options)
        except Refused:
            _keep(place, FAILED)
            raise
        into.seek(0)
        made = and_then(into.read())
    _keep(place, made)
    return made


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
