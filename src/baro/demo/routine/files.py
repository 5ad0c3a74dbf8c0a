"""The files of the routine: one Word file for each matter, made once and shared by its digest."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from baro.demo.routine.book import Book
from baro.demo.routine.words import words
from baro.documents import storing
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.reading.content import MEDIA_TYPES, Kind
from baro.documents.verbs import UPLOAD
from baro.org.actors import Actor
from baro.org.models import Unit

WORD = MEDIA_TYPES[Kind.DOCX]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in its place, with the text that a reader finds in it."""

    digest: str
    size: int
    text: str


class Files:
    """Makes each file when it is first needed."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}

    def about(self, matter: str) -> Kept:
        """The file about a matter."""
        if matter not in self._kept:
            self._kept[matter] = written(f"VỀ CÔNG TÁC {matter.upper()}", lines_about(matter))
        return self._kept[matter]


def bring(
    book: Book, file: Kept, unit: Unit, name: str, *, by: Actor, at: datetime, document: Document | None = None
) -> Attachment:
    """The row of a file that was brought, which is told; it is kept with what it belongs to."""
    paper = Attachment(
        pk=book.key(Attachment),
        unit=unit,
        document=document,
        name=f"{name.replace('/', '-')}.docx",
        digest=file.digest,
        size=file.size,
        media_type=WORD,
        state=ReadingState.READ,
        text=file.text,
        brought_by_id=by.post_id,
        brought_at=at,
    )
    book.tell(UPLOAD, paper, by=by, at=at, file=paper.name, digest=file.digest)
    return paper


def lines_about(matter: str) -> list[str]:
    """What stands in a paper about a matter."""
    return [line.format(matter=matter) for line in words().said.bodies]


def written(title: str, lines: Sequence[str]) -> Kept:
    """A Word file with a title and some lines, kept in its place."""
    document = docx.Document()
    for line in (title, *lines):
        document.add_paragraph(line)
    head = document.paragraphs[0]
    head.alignment, head.runs[0].bold = WD_ALIGN_PARAGRAPH.CENTER, True
    saved = io.BytesIO()
    document.save(saved)
    content = saved.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    with storing.landed([content]) as path:
        storing.keep(path, digest)
    return Kept(digest, len(content), "\n".join((title, *lines)))
