"""Writing a review around its figures, and deciding about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.models import Document
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.keys import pack
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.programmes import verbs as v
from baro.programmes.drafting import drafted
from baro.programmes.lineage import fingerprint, seal
from baro.programmes.models import Figure, Programme, Review
from baro.programmes.queries import chapters_of, gathered
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


def begin(
    *,
    kind: str,
    unit: Unit,
    title: str,
    first_on: date,
    last_on: date,
    programme: Programme | None = None,
    source: Document | None = None,
    by: Actor,
) -> Review:
    """Begin a review: its figures are gathered, and chapters that can be are drafted; gives it.

    Raises Refused, beside the field, for days in the wrong order and a period that has not ended; Http404 when the
    actor cannot see the programme or the document.
    """
    if by.post_id is None:
        raise NotPermitted(_("Only a person in a post can write reviews."))
    today = timezone.localdate()
    _refuse_days(first_on, last_on, today)
    with transaction.atomic():
        programme, source = _seen(programme, source, by)
        review = Review(
            kind=kind,
            unit=unit,
            title=title,
            programme=programme,
            source=source,
            first_on=first_on,
            last_on=last_on,
            writer_post_id=by.post_id,
            writer_title=by.title,
            written_by_id=by.person_id,
            gathered_on=today,
        )
        review.texts = drafted(review, by)
        subjects = [one for one in (programme, source) if one]
        made, _event = create(review, v.BEGIN, *subjects, by=by, title=title)
        _gather(made, today)
    return made


def write(pk: int, *, title: str, texts: Mapping[str, str], by: Actor) -> Review:
    """Write the chapters of a review."""
    with change(Review, pk, v.WRITE, by=by) as (review, tell):
        known = {chapter.id for chapter in chapters_of(review)}
        review.texts = {code: words.strip() for code, words in texts.items() if code in known and words.strip()}
        review.title, review.written_by_id = title, by.person_id
        review.save(update_fields=["title", "texts", "written_by"])
        tell(count=len(review.texts))
    return review


def gather(pk: int, *, by: Actor) -> Review:
    """Count the figures of a review again, as they are today."""
    with change(Review, pk, v.GATHER, by=by) as (review, tell):
        _gather_today(review)
        tell()
    return review


def submit(pk: int, *, by: Actor) -> Review:
    """Lay a review before whoever approves it, with the figures of today.

    Raises Refused while a chapter that needs a text has none.
    """
    with change(Review, pk, v.SUBMIT, by=by) as (review, tell):
        if empty := [str(one.names) for one in chapters_of(review) if one.required and not review.texts.get(one.id)]:
            sentence = _("These chapters have no text yet: %(chapters)s. Write them first.")
            raise Refused(sentence % {"chapters": ", ".join(empty)})
        _gather_today(review)
        Review.FLOW.move(review, v.SUBMIT)
        review.submitted_by_id, review.reason = by.person_id, ""
        review.save(update_fields=["state", "submitted_by", "reason"])
        notify(tell(), review, Reason.DECIDE, posts_with(v.APPROVE.permission, review.unit))
    return review


def withdraw(pk: int, *, by: Actor) -> Review:
    """Take a review back before anybody decided about it."""
    with change(Review, pk, v.WITHDRAW, by=by) as (review, tell):
        Review.FLOW.move(review, v.WITHDRAW)
        review.save(update_fields=["state"])
        tell()
    return review


def approve(pk: int, *, by: Actor) -> Review:
    """Approve a review: it is kept as it stands, with the fingerprint of its texts and of the rows of its figures."""
    with change(Review, pk, v.APPROVE, by=by) as (review, tell):
        Review.FLOW.move(review, v.APPROVE)
        review.digest = sealed(review)
        review.approver_title, review.approved_at = by.title, timezone.now()
        review.save(update_fields=["state", "digest", "approver_title", "approved_at"])
        about = [one for one in (review.programme, review.source) if one]
        notify(tell(*about, title=review.title), review, Reason.FINISHED, [review.writer_post_id])
    return review


def return_(pk: int, *, reason: str, by: Actor) -> Review:
    """Give a review back to be written again, and say why."""
    with change(Review, pk, v.RETURN, by=by) as (review, tell):
        Review.FLOW.move(review, v.RETURN)
        review.reason = reason
        review.save(update_fields=["state", "reason"])
        notify(tell(reason=reason), review, Reason.RETURNED, [review.writer_post_id])
    return review


def cancel(pk: int, *, reason: str, by: Actor) -> Review:
    """Give up a review that is not finished."""
    with change(Review, pk, v.CANCEL, by=by) as (review, tell):
        Review.FLOW.move(review, v.CANCEL)
        review.save(update_fields=["state"])
        tell(reason=reason)
    return review


def sealed(review: Review) -> str:
    """The fingerprint of a review as it stands."""
    return seal(review.texts, [(one.code, one.count, one.fingerprint) for one in review.figures.all()])


def _refuse_days(first_on: date, last_on: date, today: date) -> None:
    sentence = ""
    if last_on < first_on:
        sentence = _("The period ends before it begins. Choose a later last day.")
    elif first_on > today:
        sentence = _("The period has not begun yet. Choose an earlier first day.")
        raise Refused(sentence, fields={"first_on": sentence})
    if sentence:
        raise Refused(sentence, fields={"last_on": sentence})


def _seen(programme: Programme | None, source: Document | None, by: Actor) -> tuple[Programme | None, Document | None]:
    """What the review is about; of a programme the plan that it came from, so that the review stands on its thread.

    Raises Http404 when the actor cannot see it.
    """
    if programme and not Programme.objects.visible_to(by).filter(pk=programme.pk).exists():
        raise Http404
    if source and not Document.objects.visible_to(by).filter(pk=source.pk).exists():
        raise Http404
    return programme, programme.source if programme else source


def _gather_today(review: Review) -> None:
    review.gathered_on = timezone.localdate()
    review.save(update_fields=["gathered_on"])
    _gather(review, review.gathered_on)


def _gather(review: Review, day: date) -> None:
    """Write the figures of a review anew, each with its rows."""
    found: dict[Any, list[int]] = dict(gathered(review, day))
    review.figures.all().delete()
    Figure.objects.bulk_create(
        Figure(review=review, code=line.value, count=len(keys), rows=pack(keys), fingerprint=fingerprint(keys))
        for line, keys in found.items()
    )
