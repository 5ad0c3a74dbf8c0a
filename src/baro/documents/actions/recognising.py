"""Keeping the text that was recognised in a picture of a page, or the reason why there is none."""

from __future__ import annotations

from baro.documents import storing
from baro.documents.actions.bringing import limits
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.reading.content import Content, Kind
from baro.documents.reading.text import Progress, recognise_text
from baro.kernel.errors import Refused

KINDS = {"application/pdf": Kind.PDF, "image/png": Kind.PNG, "image/jpeg": Kind.JPEG, "image/tiff": Kind.TIFF}


def recognise(attachment_id: int, *, progress: Progress) -> Attachment:
    """Recognise the text of a paper that waits for it; a second call finds it read and does nothing.

    ``progress`` is told each page done and their number.
    """
    paper = Attachment.objects.get(pk=attachment_id)
    if paper.state != ReadingState.WAITING:
        return paper
    kind = KINDS[paper.media_type]
    content = Content(kind, paper.media_type, paper.pages, paper.digest, paper.size, paper.name)
    try:
        reading = recognise_text(storing.place_of(paper.digest), content, limits(), progress=progress)
    except Refused as refusal:
        paper.state, paper.problem = ReadingState.UNREADABLE, str(refusal)[:300]
    else:
        paper.state, paper.text = ReadingState.READ, reading.text
    paper.save(update_fields=["state", "text", "problem"])
    _tell_document(paper)
    return paper


def _tell_document(paper: Attachment) -> None:
    """Let search find a document whose paper was recognised after it was registered."""
    if paper.document_id and paper.text:
        Document.objects.filter(pk=paper.document_id, secrecy="").update(text=paper.text)
