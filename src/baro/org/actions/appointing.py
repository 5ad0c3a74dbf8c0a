"""Appointing people to posts, letting them act in one, and ending that: from a day on, or as it always was."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Person, Post, Tenure, TenureKind
from baro.org.verbs import APPOINT, RELEASE
from baro.trail.changes import change


def appoint(
    post_id: int,
    person_id: int,
    *,
    since: date,
    by: Actor,
    until: date | None = None,
    kind: TenureKind = TenureKind.HOLDER,
) -> Tenure:
    """Let a person hold a post, or act in it, from a day on; both days are within.

    Raises Refused when the post is closed by then, or somebody else holds it at that time.
    """
    with change(Post, post_id, APPOINT, by=by) as (post, tell):
        person = Person.objects.get(pk=person_id)
        period = _period(since, until)
        if post.closed_on:
            raise Refused(_("The post was closed on %(day)s; choose one that exists.") % {"day": post.closed_on})
        held = Tenure.objects.believed().filter(post=post, kind=kind, period__overlap=period)
        if other := held.select_related("person").first():
            sentence = _("%(person)s holds the post then; end that first, or choose a later day.")
            raise Refused(sentence % {"person": other.person}, fields={"since": sentence % {"person": other.person}})
        event = tell(name=person.name, since=since)
        return Tenure.objects.create(person=person, post=post, kind=kind, period=period, recorded=event)


def release(post_id: int, person_id: int, *, last: date, reason: str, by: Actor) -> Tenure:
    """End what a person holds in a post; ``last`` is the last day on which they hold it.

    Raises Refused when the person does not hold the post that day.
    """
    with change(Post, post_id, RELEASE, by=by) as (post, tell):
        running = Tenure.objects.on(last).filter(post=post, person=person_id).select_related("person").first()
        if running is None:
            raise Refused(_("This person does not hold the post on that day; choose a day of the tenure."))
        event = tell(name=running.person.name, last=last, reason=reason.strip())
        Tenure.objects.filter(pk=running.pk).update(superseded=event)
        return Tenure.objects.create(
            person=running.person,
            post=post,
            kind=running.kind,
            period=_period(running.period.lower, last),
            recorded=event,
        )


def _period(first: date, last: date | None) -> DateRange:
    if last is not None and last < first:
        raise Refused(_("The last day (%(last)s) lies before the first (%(first)s).") % {"last": last, "first": first})
    return DateRange(first, last, "[]")
