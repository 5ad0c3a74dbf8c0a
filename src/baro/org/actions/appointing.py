"""Appointing people to posts, letting them act in one, and ending that: from a day on, or as it always was."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.actions.handing_over import draft_handover, handed_to
from baro.org.actors import Actor
from baro.org.models import Person, Post, PostFacts, Tenure, TenureKind
from baro.org.verbs import APPOINT, LET_ACT, RELEASE
from baro.trail.changes import change


def appoint(
    post_id: int,
    person_id: int | None = None,
    *,
    since: date,
    by: Actor,
    until: date | None = None,
    kind: TenureKind = TenureKind.HOLDER,
    name: str = "",
    also_if_known: bool = False,
) -> Tenure:
    """Let a person hold a post, or act in it, from a day on; both days are within. ``name`` is of somebody new.

    Raises Refused when the post does not exist at that time, or somebody else holds it then.
    """
    period = _period(since, until)
    with change(Post, post_id, LET_ACT if kind == TenureKind.ACTING else APPOINT, by=by) as (post, tell):
        _refuse_unfit(post, kind, period)
        person = _person(person_id, name, also_if_known=also_if_known)
        if person.pk == by.person_id:
            raise _beside("person", _("Nobody appoints themselves; ask who keeps the organisation of the unit above."))
        handover = handed_to(post, person, since=since, by=by) if kind == TenureKind.HOLDER else None
        event = tell(*([handover] if handover else []), name=person.name, since=since)
        return Tenure.objects.create(person=person, post=post, kind=kind, period=period, recorded=event)


def _refuse_unfit(post: Post, kind: TenureKind, period: DateRange) -> None:
    """Raise Refused, beside its field, with the first thing that does not fit."""
    if post.closed_on:
        raise Refused(
            _("The post was closed on %(day)s; choose one that exists.") % {"day": spoken_day(post.closed_on)}
        )
    opened = PostFacts.objects.believed().filter(post=post).order_by("period").first()
    if opened and opened.period.lower and period.lower < opened.period.lower:
        sentence = _("The post exists since %(day)s; choose a day from then on.")
        raise _beside("since", sentence % {"day": spoken_day(opened.period.lower)})
    held = Tenure.objects.believed().filter(post=post, kind=kind, period__overlap=period)
    if other := held.select_related("person").first():
        sentence = _("%(person)s holds the post then; end that first, or choose a later day.")
        raise _beside("since", sentence % {"person": other.person})


def _person(person_id: int | None, name: str, *, also_if_known: bool) -> Person:
    """The person chosen, or a new one of the name.

    Raises Refused when nobody is named, both are, or somebody of that name is known already.
    """
    name = " ".join(name.split())
    if (person_id is None) == (not name):
        raise _beside("person", _("Choose a person, or write the name of somebody new."))
    if person_id is not None:
        return Person.objects.get(pk=person_id)
    if not also_if_known and Person.objects.filter(name__iexact=name).exists():
        sentence = _("Somebody called %(name)s is known here: choose them, or tick that this is another person.")
        raise _beside("name", sentence % {"name": name})
    return Person.objects.create(name=name)


def _beside(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})


def release(post_id: int, person_id: int, *, last: date, reason: str, by: Actor) -> Tenure:
    """End what a person holds in a post; ``last`` is the last day on which they hold it. A handover is drafted.

    Raises Refused when the person does not hold the post that day.
    """
    with change(Post, post_id, RELEASE, by=by) as (post, tell):
        running = Tenure.objects.on(last).filter(post=post, person=person_id).select_related("person").first()
        if running is None:
            sentence = _("This person does not hold the post on that day; choose a day of the tenure.")
            raise _beside("last", sentence)
        event = tell(name=running.person.name, last=last, reason=reason.strip())
        Tenure.objects.filter(pk=running.pk).update(superseded=event)
        ended = Tenure.objects.create(
            person=running.person,
            post=post,
            kind=running.kind,
            period=_period(running.period.lower, last),
            recorded=event,
        )
        if running.kind == TenureKind.HOLDER:
            _draft_or_move(post, running, last + timedelta(days=1), by)
    return ended


def _draft_or_move(post: Post, ended: Tenure, day: date, by: Actor) -> None:
    """Draft the handover; one that was drafted for a later end of the same tenure takes the earlier day."""
    former = ended.period.upper
    if former is not None and (waiting := post.handovers.filter(from_person=ended.person, day=former).first()):
        waiting.day = day
        waiting.save(update_fields=["day"])
        return
    draft_handover(post, ended.person, day=day, by=by)


def _period(first: date, last: date | None) -> DateRange:
    if last is not None and last < first:
        sentence = _("The last day (%(last)s) lies before the first (%(first)s).")
        raise _beside("until", sentence % {"last": spoken_day(last), "first": spoken_day(first)})
    return DateRange(first, last, "[]")
