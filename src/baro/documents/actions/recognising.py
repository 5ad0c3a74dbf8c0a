"""Keeping the text that was recognised in a picture of a page, or the reason why there is none."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

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
    _keep(paper)
    return paper


def _keep(paper: Attachment) -> None:
    """Let the paper, its documents and the copies that recipients got meanwhile have the words of this file."""
    with transaction.atomic():
        waiting = Attachment.objects.filter(digest=paper.digest, state=ReadingState.WAITING).select_for_update()
        same = dict(waiting.order_by("pk").values_list("pk", "document_id"))
        Attachment.objects.filter(pk__in=same).update(state=paper.state, text=paper.text, problem=paper.problem)
        if paper.text:
            found = Document.objects.filter(pk__in=filter(None, same.values()), secrecy="")
            found.update(text=Concat("text", Value(f"\n{paper.text}")))
