"""Bringing files: looked at, kept by their digest, read at once or, when they are pictures, by a job."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from baro.documents import storing
from baro.documents.models import Attachment, ReadingState
from baro.documents.reading.content import Content, inspect
from baro.documents.reading.limits import Limits
from baro.documents.reading.text import read
from baro.documents.verbs import UPLOAD
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.changes import create
from baro.ui.rulebook import Uploads
from baro.ui.work import working

# What one hostile file may cost the machine; a matter of the machine and not of the organisation's rules.
READER_SECONDS = 30
READER_MEMORY = 1 << 30


def limits() -> Limits:
    """What the rulebook lets one file cost today."""
    rule = rulebook.today(Uploads)
    return Limits(
        file_bytes=rule.largest_bytes,
        name_bytes=rule.longest_file_name,
        unpacked_bytes=rule.unpacked_most_bytes,
        unpacked_ratio=rule.highest_compression_ratio,
        entries=rule.unpacked_most_entries,
        pixels=rule.most_pixels_of_an_image,
        pages=rule.most_pages_read,
        characters=rule.most_characters_kept,
        seconds=READER_SECONDS,
        memory_bytes=READER_MEMORY,
    )


def _accepted() -> set[str]:
    """The kinds of file that the rulebook takes in."""
    return {kind.id for kind in rulebook.today(Uploads).kinds}


def bring(file: UploadedFile, unit: Unit, *, by: Actor) -> Attachment:
    """Keep a file that was brought to a unit, and read its text; it belongs to no document yet.

    Raises Refused, naming the file and the remedy, when it is not what it should be; then nothing is kept.
    """
    allowed = limits()
    with storing.landed(file.chunks()) as path:
        content = inspect(path, file.name or "", allowed, kinds=_accepted())
        reading = read(path, content, allowed)
        with transaction.atomic():
            paper, _event = create(
                _paper(content, unit, by), UPLOAD, by=by, file=content.safe_name, digest=content.sha256
            )
            if not reading.needs_ocr:
                paper.state, paper.text = ReadingState.READ, reading.text
                paper.save(update_fields=["state", "text"])
            storing.hold(content.sha256)
            storing.keep(path, content.sha256)
    return paper


def bring_all(files: Iterable[UploadedFile], unit: Unit, *, by: Actor) -> list[Attachment]:
    """Bring files one by one; those that are pictures are read by a job, whose work the paper names by ``work_id``."""
    papers = [bring(file, unit, by=by) for file in files]
    for paper in papers:
        if paper.state == ReadingState.WAITING:
            work = working.begin(_("Reading %(file)s") % {"file": paper.name}, of=paper.pages or 1, by=by)
            app.configure_task("documents.recognise").defer(attachment_id=paper.pk, work_id=work.pk)
            paper.work_id = work.pk  # type: ignore[attr-defined]
    return papers


def _paper(content: Content, unit: Unit, by: Actor) -> Attachment:
    """The row of a file that was looked at; whether its text must be recognised shows after reading."""
    return Attachment(
        unit=unit,
        name=content.safe_name,
        digest=content.sha256,
        size=content.size,
        media_type=content.media_type,
        pages=content.pages,
        state=ReadingState.WAITING,
        brought_by_id=by.post_id,
        brought_at=timezone.now(),
    )
