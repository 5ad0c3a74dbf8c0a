"""Keeping the text that was read in a paper and what it proposes for the register, or the reason why there is none."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

from baro.documents import proposing, storing
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.pades.verdicts import judged
from baro.documents.reading.content import KINDS, Content
from baro.documents.reading.text import Progress, Reading, read, recognise_text
from baro.documents.uploads import limits
from baro.kernel.errors import Refused


def recognise(attachment_id: int, *, progress: Progress = lambda _page, _of: None) -> Attachment:
    """Read the text of a paper that waits for it; a second call finds it read and does nothing.

    ``progress`` is told each picture of a page that was recognised, and their number.
    """
    paper = Attachment.objects.get(pk=attachment_id)
    if paper.state != ReadingState.WAITING:
        return paper
    _judge(paper)
    try:
        reading = _reading(paper, progress)
    except Refused as refusal:
        # The code where there is one: the sentence is said in the language of whoever looks.
        paper.state, paper.problem = ReadingState.UNREADABLE, (getattr(refusal, "code", "") or str(refusal))[:300]
    else:
        paper.state, paper.text = ReadingState.READ, reading.text
        paper.proposal = proposing.as_kept(reading)
    _keep(paper)
    return paper


def _reading(paper: Attachment, progress: Progress) -> Reading:
    """The text that the file carries, or with what was recognised in its pictures of pages."""
    kind, allowed = KINDS[paper.media_type], limits()
    content = Content(kind, paper.media_type, paper.pages, paper.digest, paper.size, paper.name)
    with storing.opened(paper.digest) as file:
        reading = read(file, content, allowed)
        return recognise_text(file, content, allowed, progress=progress) if reading.needs_ocr else reading


def _judge(paper: Attachment) -> None:
    """Look at the electronic signatures of a PDF; of another file, and of one that is gone, nothing is said."""
    if paper.media_type == "application/pdf":
        with suppress(FileNotFoundError, Refused), storing.opened(paper.digest) as file:
            paper.signatures = judged(file, paper.name)


def _keep(paper: Attachment) -> None:
    """Let the paper, its documents and the copies that recipients got meanwhile have the words of this file."""
    with transaction.atomic():
        # The documents first, as whoever changes a draft does; then the papers, so that none is registered meanwhile.
        named = Attachment.objects.filter(digest=paper.digest, state=ReadingState.WAITING).values("document")
        list(Document.objects.filter(pk__in=named).order_by("pk").select_for_update().values_list("pk"))
        waiting = Attachment.objects.filter(digest=paper.digest, state=ReadingState.WAITING).select_for_update()
        same = dict(waiting.order_by("pk").values_list("pk", "document_id"))
        told = {name: getattr(paper, name) for name in ("state", "text", "problem", "proposal", "signatures")}
        Attachment.objects.filter(pk__in=same).update(**told)
        if paper.text:
            found = Document.objects.filter(pk__in=filter(None, same.values()), secrecy="")
            found.update(text=Concat("text", Value(f"\n{paper.text}")))
