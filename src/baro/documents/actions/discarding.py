"""Removing what was brought and never became part of anything: papers, and files without any paper."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from baro.documents import storing
from baro.documents.models import Attachment
from baro.documents.queries import left_loose
from baro.documents.verbs import DISCARD
from baro.org.actors import Actor
from baro.trail.changes import change


def unused(before: datetime) -> set[str]:
    """The digests of papers left loose, and of files that no paper names, each from before a moment."""
    lying = set(storing.lying_since(before))
    known = set(Attachment.objects.order_by().values_list("digest", flat=True).distinct())
    return (lying - known) | set(left_loose(before).values_list("digest", flat=True))


def discard(digest: str, *, before: datetime) -> None:
    """Remove the loose papers of one file, and the file itself when no other paper is the same file."""
    by = Actor.system(DISCARD.code)
    with transaction.atomic():
        storing.hold(digest, alone=True)
        for loose in left_loose(before).filter(digest=digest).select_for_update():
            with change(Attachment, loose.pk, DISCARD, by=by) as (paper, tell):
                tell(file=paper.name)
                paper.delete()
        if not Attachment.objects.filter(digest=digest).exists():
            storing.forget(digest)
