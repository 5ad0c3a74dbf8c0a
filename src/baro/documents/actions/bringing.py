"""Bringing files: looked at and kept by their digest at once, read by a job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from baro.documents import storing
from baro.documents.models import Attachment, ReadingState
from baro.documents.reading.confined import confined
from baro.documents.reading.content import Content, inspect
from baro.documents.reading.scanner import refuse_infected
from baro.documents.uploads import LOOKING_SECONDS, limits
from baro.documents.verbs import UPLOAD
from baro.kernel import rulebook
from baro.kernel.errors import FileRefused
from baro.org.actors import Actor
from baro.org.models import Tenure, Unit
from baro.trail.changes import create
from baro.ui.rulebook import Uploads
from baro.ui.words.cells import written_day
from baro.ui.work import working


def _accepted() -> set[str]:
    """The kinds of file that the rulebook takes in."""
    return {kind.id for kind in rulebook.today(Uploads).kinds}


def bring(file: UploadedFile, unit: Unit, *, by: Actor) -> Attachment:
    """Keep a file that was brought to a unit; it belongs to no document yet, and its text waits to be read.

    Raises Refused, naming the file and the remedy, when it is not what it should be; then nothing is kept.
    """
    allowed = limits(seconds=LOOKING_SECONDS)
    with storing.landed(file.chunks()) as path:
        content = inspect(path, file.name or "", allowed, kinds=_accepted())
        refuse_infected(path, content.safe_name, settings.CLAMAV)
        with transaction.atomic():
            paper, _event = create(
                _paper(content, unit, by), UPLOAD, by=by, file=content.safe_name, digest=content.sha256
            )
            storing.hold(content.sha256)
            storing.keep(path, content.sha256)
    return paper


def bound(photos: Sequence[UploadedFile]) -> SimpleUploadedFile:
    """The pages that a phone took as one paper, in their order.

    Raises Refused when one of them is no whole picture, or they are more than may be brought at once.
    """
    _refuse_many_at_once(photos)
    name = _("Photographed %(day)s") % {"day": written_day(timezone.localdate()).replace("/", "-")}
    with TemporaryFile() as joined, TemporaryFile() as paper:
        for photo in photos:
            for chunk in photo.chunks():
                joined.write(chunk)
        sizes = [photo.size for photo in photos]
        confined("image.bind", joined, limits(), name=photos[0].name or name, into=paper, sizes=sizes)
        paper.seek(0)
        return SimpleUploadedFile(f"{name}.pdf", paper.read(), content_type="application/pdf")


def bring_all(files: Iterable[UploadedFile], unit: Unit, *, by: Actor) -> list[Attachment]:
    """Bring files, all or none; jobs read them, one at a time per person, whose work the papers name by ``work_id``.

    Raises Refused for one that is not what it should be, when they are more than may be brought at once or within a
    time (rule `documents.uploads`), and while other files of the same person are being looked at.
    """
    brought = list(files)
    _refuse_too_many(brought, by)
    with transaction.atomic():
        refuse_at_the_same_time(by)
        papers = [bring(file, unit, by=by) for file in brought]
        for paper in papers:
            work = working.begin(_("Reading %(file)s") % {"file": paper.name}, of=paper.pages or 1, by=by)
            job = app.configure_task("documents.recognise", lock=f"documents.reading:{by.person_id}")
            job.defer(attachment_id=paper.pk, work_id=work.pk)
            paper.work_id = work.pk  # type: ignore[attr-defined]
    return papers


def refuse_at_the_same_time(by: Actor) -> None:
    """Let a person hold up one thread of the server only: no other files of theirs until the transaction ends.

    Raises Refused while other files of the same person are being looked at.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"documents.bringing:{by.person_id}"]
        )
        (alone,) = cursor.fetchone()
    if not alone:
        raise FileRefused(_("Other files of yours are being looked at just now; bring these again in a moment."))


def _refuse_many_at_once(files: Sequence[UploadedFile]) -> None:
    most = rulebook.today(Uploads).most_files_at_once
    if len(files) > most:
        raise FileRefused(_("At most %(most)s files are taken in at once; bring the others next.") % {"most": most})


def _refuse_too_many(files: Sequence[UploadedFile], by: Actor) -> None:
    """Compare what is brought, and what the person brought in all their posts before, with the rulebook."""
    if not files:
        return
    _refuse_many_at_once(files)
    rule, now = rulebook.today(Uploads), timezone.now()
    posts = Tenure.objects.on(timezone.localdate()).filter(person=by.person_id).values("post")
    own = Attachment.objects.filter(brought_by__in=posts, brought_at__gte=now - timedelta(days=1))
    # The papers of documents that recipients got are the same files once more.
    brought = own.exclude(document__origin__isnull=False).aggregate(
        files=Count("pk", filter=Q(brought_at__gte=now - timedelta(hours=1))), size=Sum("size", default=0)
    )
    if brought["files"] + len(files) > rule.most_files_an_hour:
        raise FileRefused(
            _("At most %(most)s files an hour are taken in from one person; bring more later.")
            % {"most": rule.most_files_an_hour}
        )
    if brought["size"] + sum(file.size or 0 for file in files) > rule.most_bytes_a_day:
        raise FileRefused(
            _("At most %(most)s MB a day are taken in from one person; bring more tomorrow.")
            % {"most": rule.most_mib_a_day}
        )


def _paper(content: Content, unit: Unit, by: Actor) -> Attachment:
    """The row of a file that was looked at."""
    return Attachment(
        unit=unit,
        name=content.safe_name,
        digest=content.sha256,
        size=content.size,
        media_type=content.media_type,
        pages=content.pages,
        warnings=list(content.warnings),
        state=ReadingState.WAITING,
        brought_by_id=by.post_id,
        brought_at=timezone.now(),
    )
