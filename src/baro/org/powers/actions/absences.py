"""Declaring one's absence, which wakes the delegations that wait for it, and coming back."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Actor
from baro.org.models import Absence
from baro.org.rulebook import DelegationRule
from baro.org.verbs import CANCEL_ABSENCE, DECLARE_ABSENCE, END_ABSENCE
from baro.trail.changes import change, create


def declare_absence(first: date, last: date, reason: str, *, by: Actor) -> Absence:
    """Declare that one is away from a day to a day, both within, in all of one's posts.

    Why is kept beside the absence for oneself and not told. Raises Refused when the days are wrong or taken.
    """
    if by.person_id is None:
        raise NotPermitted(_("Everybody declares only their own absence."))
    if last < first:
        sentence = _("The last day (%(last)s) lies before the first (%(first)s).")
        said = sentence % {"last": _day(last), "first": _day(first)}
        raise Refused(said, fields={"last": said})
    if reason not in rulebook.names(DelegationRule):
        said = _("Choose why you are away.")
        raise Refused(said, fields={"reason": said})
    period = DateRange(first, last, "[]")
    if other := Absence.objects.filter(person_id=by.person_id, ended=None, period__overlap=period).first():
        sentence = _("You are away already from %(first)s to %(last)s; choose other days, or end that absence first.")
        said = sentence % {"first": _day(other.first), "last": _day(other.last)}
        raise Refused(said, fields={"first": said})
    record = Absence(person_id=by.person_id, period=period, reason=reason)
    return create(record, DECLARE_ABSENCE, by=by, first=first, last=last)[0]


def end_absence(absence_id: int, *, by: Actor) -> Absence:
    """End one's absence before its last day; delegations sleep again at once."""
    with change(Absence, absence_id, END_ABSENCE, by=by) as (record, tell):
        record.ended = tell()
        record.save(update_fields=["ended"])
    return record


def cancel_absence(absence_id: int, *, by: Actor) -> Absence:
    """Take back one's absence that has not begun; it wakes nothing, and nobody comes back from it."""
    with change(Absence, absence_id, CANCEL_ABSENCE, by=by) as (record, tell):
        record.ended = tell(first=record.first, last=record.last)
        record.save(update_fields=["ended"])
    return record


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
