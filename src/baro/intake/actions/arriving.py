"""What came by mail or from a scanner: kept, told to the clerks, and taken by one of them to be registered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from baro.documents import storing
from baro.documents.actions.bringing import bring
from baro.documents.models import Attachment, ReadingState
from baro.documents.verbs import REGISTER
from baro.intake.models import Channel, DeliveredPaper, Delivery
from baro.intake.verbs import ARRIVE, SET_ASIDE, TAKE, TAKE_UP
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify

READ = ("state", "text", "problem", "proposal", "signatures")


@dataclass(frozen=True, slots=True)
class Came:
    """What came, before anybody looked at its files: their names with their bytes, and what is left out and why."""

    channel: Channel
    key: str
    sender: str = ""
    subject: str = ""
    words: str = ""
    files: Sequence[tuple[str, bytes]] = ()
    left_out: Sequence[str] = field(default_factory=tuple)


def is_known(unit: Unit, came: Came) -> bool:
    """Whether it came to the unit before."""
    # sees: nothing is shown of it
    return Delivery.objects.filter(unit=unit, channel=came.channel, key=came.key).exists()


def arrive(unit: Unit, came: Came) -> Delivery | None:
    """Keep what came, tell the clerks and have its papers read; None when it came before.

    A file that is not what it should be is left out, with the reason.
    """
    by = Actor.system(ARRIVE.code)
    with transaction.atomic():
        if is_known(unit, came):
            return None
        papers, left_out = _brought(unit, came, by)
        delivery = Delivery(
            unit=unit,
            channel=came.channel,
            key=came.key,
            sender=came.sender[:300],
            subject=came.subject[:500],
            words=came.words,
            came_on=timezone.localdate(),
            left_out="\n".join(" ".join(line.split()) for line in left_out),
        )
        delivery, event = create(
            delivery,
            ARRIVE,
            by=by,
            subject=str(delivery)[:200],
            sender=delivery.sender or delivery.get_channel_display(),
        )
        DeliveredPaper.objects.bulk_create(DeliveredPaper(delivery=delivery, file=paper) for paper in papers)
        notify(event, delivery, Reason.ARRIVED, posts_with(REGISTER.code, unit))
        for paper in papers:
            app.configure_task("intake.read").defer(attachment_id=paper.pk)
    return delivery


def _brought(unit: Unit, came: Came, by: Actor) -> tuple[list[Attachment], list[str]]:
    papers, left_out = [], list(came.left_out)
    for name, content in came.files:
        try:
            papers.append(bring(SimpleUploadedFile(name, content), unit, by=by))
        except Refused as refusal:
            left_out.append(f"{name}: {refusal}")
    return papers, left_out


def take(delivery_id: int, *, by: Actor) -> str:
    """Bring the papers as the clerk's own, with what was read in them; gives the address of the register's form.

    Who takes them again, because nothing was saved, goes on with the same papers.
    """
    with change(Delivery, delivery_id, TAKE, by=by) as (delivery, tell):
        Delivery.FLOW.move(delivery, TAKE)
        rows = delivery.papers.select_related("file", "taken").select_for_update(of=("self",))
        papers = [_taken(one, delivery.unit, by) for one in rows]
        tell()
    asked = [("unit", delivery.unit_id), *(("papers", paper.pk) for paper in papers)]
    return f"{reverse('documents.document.register')}?{urlencode(asked)}"


def _taken(one: DeliveredPaper, unit: Unit, by: Actor) -> Attachment:
    """The clerk's own paper of a delivered file."""
    if one.taken and one.taken.brought_by_id == by.post_id:
        return one.taken
    with storing.opened(one.file.digest) as held:
        paper = bring(SimpleUploadedFile(one.file.name, held.read()), unit, by=by)
    if one.file.state != ReadingState.WAITING:  # else the job that reads the file tells this paper too
        Attachment.objects.filter(pk=paper.pk).update(**{name: getattr(one.file, name) for name in READ})
    one.taken = paper
    one.save(update_fields=["taken"])
    return paper


def set_aside(delivery_id: int, *, reason: str, by: Actor) -> Delivery:
    """Say that nothing of it goes into the register, and why; it stays, with its papers.

    Raises Refused for what is in the register.
    """
    with change(Delivery, delivery_id, SET_ASIDE, by=by) as (delivery, tell):
        Delivery.FLOW.move(delivery, SET_ASIDE)
        if Delivery.objects.registered().filter(pk=delivery.pk).exists():  # sees: seen already
            raise Refused(_("It is in the register already. Correct or file the document there."))
        delivery.save(update_fields=["state"])
        tell(reason=reason.strip())
    return delivery


def take_up(delivery_id: int, *, by: Actor) -> Delivery:
    """Let it wait again."""
    with change(Delivery, delivery_id, TAKE_UP, by=by) as (delivery, tell):
        Delivery.FLOW.move(delivery, TAKE_UP)
        delivery.save(update_fields=["state"])
        tell()
    return delivery
