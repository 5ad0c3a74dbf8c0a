"""Appointing people to posts, letting them act in one, and ending that: from a day on, or as it always was."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from baro.kernel.errors import Refused
from baro.kernel.periods import ONE_DAY, spoken_day
from baro.org.actors import Actor
from baro.org.handovers.actions.handing_over import draft_handover, follow_end, handed_to
from baro.org.models import Person, Post, PostFacts, Tenure, TenureKind
from baro.org.powers.actions.alone import change_alone
from baro.org.powers.last_keeper import somebody_keeps
from baro.org.verbs import APPOINT, APPOINT_ACTING, CORRECT_TENURE, RELEASE
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
    basis: str = "",
) -> Tenure:
    """Let a person hold a post, or act in it, from a day on; both days are within. ``name`` is of somebody new.

    ``basis`` is the decision, as far as there is one with a number; the trail tells it.
    Raises Refused when the post does not exist at that time, or somebody else holds it then.
    """
    with change_alone(post_id, APPOINT_ACTING if kind == TenureKind.ACTING else APPOINT, by=by) as (post, tell):
        period = fit_period(post, kind, since, until)
        person = _person(person_id, name, also_if_known=also_if_known)
        if person.pk == by.person_id:
            raise _beside("person", _("Nobody appoints themselves; ask who keeps the organisation of the unit above."))
        handovers = handed_to(post, person, since=since, until=until, by=by) if kind == TenureKind.HOLDER else []
        decided = {"basis": basis.strip()} if basis.strip() else {}
        event = tell(*handovers, name=person.name, since=since, **decided)
        return Tenure.objects.create(person=person, post=post, kind=kind, period=period, recorded=event)


def fit_period(post: Post, kind: TenureKind, since: date, until: date | None) -> DateRange:
    """The time in which somebody is to hold a post; both days are within.

    Raises Refused, beside its field, with the first thing that does not fit.
    """
    period = _period(since, until)
    if post.closed_on:
        raise Refused(
            _("The post was closed on %(day)s; choose one that exists.") % {"day": spoken_day(post.closed_on)}
        )
    _refuse_before_post(post, period, "since")
    held = Tenure.objects.current().filter(post=post, kind=kind, period__overlap=period)
    if other := held.select_related("person").order_by("period").first():
        _refuse_held(other, period)
    return period


def _refuse_held(other: Tenure, period: DateRange) -> None:
    """Say who holds the post when, and what can be done: another first day, or a last day before they begin."""
    named = {"person": other.person, **_spoken_days(other)}
    begins = other.period.lower
    if begins and begins > period.lower:
        sentence = _("%(person)s holds the post from %(first)s on; choose a last day before that, or correct it first.")
        raise _beside("until", sentence % named)
    if other.period.upper:
        sentence = _("%(person)s holds the post until %(last)s; choose a first day after that, or end it earlier.")
        raise _beside("since", sentence % named)
    sentence = _("%(person)s holds the post, and no last day is recorded; end that first.")
    raise _beside("since", sentence % named)


def _refuse_before_post(post: Post, period: DateRange, field: str) -> None:
    opened = PostFacts.objects.current().filter(post=post).order_by("period").first()
    if opened and opened.period.lower and period.lower < opened.period.lower:
        sentence = _("The post exists since %(day)s; choose a day from then on.")
        raise _beside(field, sentence % {"day": spoken_day(opened.period.lower)})


def _person(person_id: int | None, name: str, *, also_if_known: bool) -> Person:
    """The person chosen, or a new one of the name.

    Raises Refused when nobody is named, both are, or somebody of that name is known already.
    """
    name = refuse_unnamed(person_id, name, also_if_known=also_if_known)
    if person_id is None:
        return Person.objects.create(name=name)
    chosen = Person.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=person_id)
    if chosen.merged_into:
        sentence = _("%(name)s was merged into %(other)s; choose that record.")
        raise _beside("person", sentence % {"name": chosen, "other": chosen.merged_into})
    return chosen


def refuse_unnamed(person_id: int | None, name: str, *, also_if_known: bool) -> str:
    """The name of somebody new with single spaces, empty when a person is chosen.

    Raises Refused when nobody is named, both are, or somebody of that name is known already.
    """
    name = " ".join(name.split())
    if (person_id is None) == (not name):
        raise _beside("person", _("Choose a person, or write the name of somebody new."))
    if name and not also_if_known and Person.objects.known().filter(name__iexact=name).exists():
        sentence = _("Somebody called %(name)s is known here: choose them, or tick that this is another person.")
        raise _beside("also_if_known", sentence % {"name": name})
    return name


def _beside(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})


def release(post_id: int, person_id: int, *, last: date, reason: str, by: Actor) -> Tenure:
    """End what a person holds in a post; ``last`` is the last day on which they hold it. A handover is drafted.

    Raises Refused when the person does not hold the post that day.
    """
    with change_alone(post_id, RELEASE, by=by) as (post, tell):
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
            _draft_once(post, running.person, last + ONE_DAY, by)
    return ended


def correct_tenure(post_id: int, tenure_id: int, *, first: date, last: date | None, reason: str, by: Actor) -> Tenure:
    """Say from and to which day a person always held a post; both days are within.

    Raises Refused when nothing would change, the post did not exist all that time, or somebody else held it then.
    """
    period = _period(first, last, field="last")
    with change(Post, post_id, CORRECT_TENURE, by=by) as (post, tell), somebody_keeps():
        held = Tenure.objects.current().filter(post=post).select_related("person")
        tenure: Tenure = get_object_or_404(held, pk=tenure_id)
        _refuse_correction(post, tenure, period, by)
        event = tell(name=tenure.person.name, first=first, last=last or "…", reason=reason.strip())
        Tenure.objects.filter(pk=tenure.pk).update(superseded=event)
        corrected = Tenure(person=tenure.person, post=post, kind=tenure.kind, period=period, recorded=event)
        corrected.save(force_insert=True)
        if tenure.kind == TenureKind.HOLDER:
            follow_end(post, tenure.person, last + ONE_DAY if last else None, by=by)
    return corrected


def _refuse_correction(post: Post, tenure: Tenure, period: DateRange, by: Actor) -> None:
    """Raise Refused, beside its field, with the first thing that hinders the correction."""
    if tenure.person_id == by.person_id:
        raise Refused(_("Nobody corrects their own tenure; ask who keeps the organisation of the unit above."))
    after = _after(period)
    if (tenure.period.lower, tenure.period.upper) == (period.lower, after):
        raise Refused(_("These are the days that are recorded; write the right ones."))
    _refuse_before_post(post, period, "first")
    if post.closed_on and (after is None or after > post.closed_on):
        sentence = _("The post was closed on %(day)s; choose a last day before.")
        raise _beside("last", sentence % {"day": spoken_day(post.closed_on)})
    same = Tenure.objects.current().filter(post=post, kind=tenure.kind, period__overlap=period).exclude(pk=tenure.pk)
    if other := same.select_related("person").order_by("period").first():
        field = "first" if other.period.lower is None or other.period.lower < period.lower else "last"
        sentence = _("%(person)s holds the post from %(first)s to %(last)s; choose other days, or correct those first.")
        raise _beside(field, sentence % {"person": other.person, **_spoken_days(other)})


def _after(period: DateRange) -> date | None:
    """The first day after a period whose last day is within."""
    return period.upper + ONE_DAY if period.upper else None


def _spoken_days(tenure: Tenure) -> dict[str, str]:
    """Both days of a tenure, as people read them."""
    first, after = tenure.period.lower, tenure.period.upper
    last = after - ONE_DAY if after else None
    return {"first": spoken_day(first) if first else "…", "last": spoken_day(last) if last else "…"}


def _draft_once(post: Post, giver: Person, day: date, by: Actor) -> None:
    """Draft the handover, unless one waits for that day or for a former end of the same tenure."""
    follow_end(post, giver, day, by=by)
    if not post.handovers.filter(from_person=giver, day=day).exists():
        draft_handover(post, giver, day=day, by=by)


def _period(first: date, last: date | None, *, field: str = "until") -> DateRange:
    if last is not None and last < first:
        sentence = _("The last day (%(last)s) lies before the first (%(first)s).")
        raise _beside(field, sentence % {"last": spoken_day(last), "first": spoken_day(first)})
    return DateRange(first, last, "[]")
