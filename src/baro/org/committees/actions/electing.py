"""Terms and members of committees: a congress opens a term, members are elected or appointed, and leave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from baro.kernel.errors import Refused
from baro.kernel.periods import ONE_DAY, spoken_day
from baro.org.actors import Actor
from baro.org.committees.rules import breaches, rule_on
from baro.org.committees.terms import elected_by, entered_in, newest_term, opening_of
from baro.org.models import Membership, MembershipKind, Person, Term, Unit
from baro.org.queries import term_of
from baro.org.reorganising.actions.carrying_out.held import end_held
from baro.org.rulebook import CommitteeRole
from baro.org.verbs import CANCEL_TERM, END_MEMBERSHIP, ENTER_MEMBERS, OPEN_TERM
from baro.trail.changes import change
from baro.trail.models import Event

YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")
NAMED = 8  # so many of the people who are entered at once are named in the trail


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who becomes a member in a role: a person known here, or the name of somebody new."""

    role: str
    person: Person | None = None
    name: str = ""


def open_term(
    unit_id: int, *, name: str, congress: date, by: Actor, first: date | None = None, seats: int | None = None
) -> Unit:
    """Let a term begin after its congress closed on the day ``congress`` (36-HD/VPTW, II.1.3).

    ``first`` is its first day when the new committee met before the congress closed. The last term ends, and with it
    who is a member of the committee and of the bodies that it elects; what is numbered by term begins anew. Raises
    Refused when another term begins on that day or later, or bears the name.
    """
    first = first or congress + timedelta(days=rule_on(congress).term_start.days_after_congress)
    with change(Unit, unit_id, OPEN_TERM, by=by) as (unit, tell):
        name = name.strip()
        _refuse_unfit_term(unit, name, first, congress)
        former = Term.objects.filter(unit=unit, period__contains=first).first()
        event = tell(name=name, first=first, former_end=former and former.period.upper)
        if former:
            _let_end(former, first)
        end_held(Membership, "unit_id", elected_by(unit), first, event.pk)
        Term.objects.create(unit=unit, name=name, period=DateRange(first, None), seats=seats)
    return unit


def _let_end(term: Term, after: date | None) -> None:
    """``after`` is the first day that the term does not run any more."""
    term.period = DateRange(term.period.lower, after)
    term.save(update_fields=["period"])


def cancel_term(unit_id: int, *, reason: str, by: Actor) -> Unit:
    """Undo the opening of the newest term: who was entered in it is no member, what ended with it runs on as before.

    The policy refuses a term on which anything depends, and one of which nothing tells what its opening changed.
    """
    with change(Unit, unit_id, CANCEL_TERM, by=by) as (unit, tell):
        term: Any = newest_term(unit)
        opening: Any = opening_of(term)
        first = term.period.lower
        event = tell(name=term.name, first=first, reason=reason.strip())
        entered_in(term).update(superseded=event)
        term.delete()
        if former := Term.objects.filter(unit=unit, period__endswith=first).first():
            _let_end(former, date.fromisoformat(end) if (end := opening.facts["former_end"]) else None)
        _let_sit_again(opening, event)
    return unit


def _let_sit_again(opening: Event, event: Event) -> None:
    """Who left by the opening of a term is a member as recorded before; what the opening wrote is believed no more."""
    Membership.objects.filter(recorded=opening).update(superseded=event)
    again = list(Membership.objects.filter(superseded=opening))
    for one in again:
        one.pk, one.recorded, one.superseded = None, event, None
    Membership.objects.bulk_create(again)


def _refuse_unfit_term(unit: Unit, name: str, first: date, congress: date) -> None:
    if first > congress + timedelta(days=rule_on(congress).term_start.days_after_congress):
        sentence = _("The first meeting lies after the congress; leave its day empty then.")
        raise _beside("first", sentence)
    if congress > timezone.localdate():
        sentence = _("The congress of %(day)s has not taken place yet; open the term when it has.")
        raise _beside("congress", sentence % {"day": spoken_day(congress)})
    terms = Term.objects.filter(unit=unit)
    if later := terms.filter(period__startswith__gte=first).first():
        sentence = _("The term %(term)s begins on %(day)s already; choose a later day.")
        raise _beside("congress", sentence % {"term": later, "day": spoken_day(later.period.lower)})
    if terms.filter(name=name).exists():
        raise _beside("name", _("The unit has had a term of this name; call it otherwise."))
    _refuse_other_years(name, first)


def _refuse_other_years(name: str, first: date) -> None:
    years = YEARS.fullmatch(name)
    if years and not rule_on(first).term_name.fits(int(years[1]), int(years[2]), first.year):
        sentence = _("A term that begins on %(day)s bears the two years between which it lies, the earlier first.")
        raise _beside("name", sentence % {"day": spoken_day(first)})


def elect(
    unit_id: int,
    members: Sequence[Member],
    *,
    since: date,
    by: Actor,
    kind: MembershipKind = MembershipKind.ELECTED,
    also_if_known: bool = False,
) -> Unit:
    """Let people be members of a committee from a day on; who is one in another role leaves that role.

    Raises Refused for a day without a term, a role that the committee has not, or that is taken, and when there would
    be more members than a rule that binds allows.
    """
    with change(Unit, unit_id, ENTER_MEMBERS, by=by) as (unit, tell):
        term = _term_then(unit, since)
        roles = {row.id: row for row in rule_on(since).roles_of(unit.kind)}
        if strange := next((one.role for one in members if one.role not in roles), None):
            raise _beside("role", _("“%(role)s” is no role in such a committee.") % {"role": strange})
        people = _people(members, also_if_known=also_if_known)
        period = DateRange(since, term.period.upper)
        running = Membership.objects.current().filter(unit=unit, period__overlap=period)
        others = list(running.exclude(person__in=people).select_related("person"))
        _refuse_taken([one.role for one in others] + [one.role for one in members], roles)
        _refuse_members(list(running.filter(person__in=people).select_related("person")), members, people, since)
        _refuse_binding(unit, [one.role for one in (*others, *members)], since, term)
        names = [person.name for person in people[:NAMED]] + ["…"] * (len(people) > NAMED)
        said = [
            {"person_id": person.pk, "role": one.role, "kind": kind}
            for person, one in zip(people, members, strict=True)
        ]
        event = tell(count=len(people), since=since, names=", ".join(names), said=said)
        leaving = list(running.filter(person__in=people).values_list("pk", flat=True))
        end_held(Membership, "id", leaving, since, event.pk)
        Membership.objects.bulk_create(
            Membership(person=person, unit=unit, role=one.role, kind=kind, term=term, period=period, recorded=event)
            for person, one in zip(people, members, strict=True)
        )
    return unit


def _term_then(unit: Unit, since: date) -> Term:
    """The term in which the committee sits that day: its own, or that of the committee that elects it."""
    term = term_of(unit, since)
    own = rule_on(since).kinds("congress")
    if term is None or (unit.kind in own and term.unit_id != unit.pk):
        sentence = _("%(unit)s has no term on %(day)s; open the term first.")
        raise _beside("since", sentence % {"unit": unit, "day": spoken_day(since)})
    return term


def _people(members: Sequence[Member], *, also_if_known: bool) -> list[Person]:
    """The people, each once; those who are new are saved in one statement.

    Raises Refused when nobody is named, somebody twice, somebody who was merged into another, or somebody new bears a
    name that is known here.
    """
    names = [" ".join(one.name.split()) for one in members if one.person is None]
    keys = [one.person.pk for one in members if one.person] + names
    if not members or not all(keys):
        raise _beside("people", _("Choose at least one person, or write the name of somebody new."))
    if len(set(keys)) < len(keys):
        raise _beside("people", _("Somebody is named twice; name everybody once."))
    keys_of_known = [one.person.pk for one in members if one.person]
    chosen = Person.objects.select_for_update(of=("self",)).select_related("merged_into").filter(pk__in=keys_of_known)
    if gone := next((person for person in chosen.order_by("pk") if person.merged_into), None):
        sentence = _("%(name)s was merged into %(other)s; choose that record.")
        raise _beside("people", sentence % {"name": gone, "other": gone.merged_into})
    known = None if also_if_known else Person.objects.known().filter(name__in=names).first()
    if known:
        sentence = _("Somebody called %(name)s is known here: choose them, or tick that this is another person.")
        raise _beside("also_if_known", sentence % {"name": known.name})
    new = iter(Person.objects.bulk_create(Person(name=name) for name in names))
    return [one.person or next(new) for one in members]


def _refuse_taken(held: Sequence[str], roles: dict[str, CommitteeRole]) -> None:
    for role in roles.values():
        if role.at_most and held.count(role.id) > role.at_most:
            sentence = _("There is one “%(role)s” at a time; end that membership first.")
            raise _beside("role", sentence % {"role": role.names})


def _refuse_members(
    running: Sequence[Membership], members: Sequence[Member], people: list[Person], since: date
) -> None:
    """Nobody becomes what they are, and a role that begins later is not begun over."""
    wanted = {person.pk: one.role for person, one in zip(people, members, strict=True)}
    for one in running:
        if one.role == wanted[one.person_id] or (one.period.lower and one.period.lower >= since):
            sentence = _("%(name)s is a member of this committee then; leave them out, or choose a later day.")
            raise _beside("people", sentence % {"name": one.person.name})


def _refuse_binding(unit: Unit, roles: Sequence[str], since: date, term: Term) -> None:
    for breach in breaches(unit, roles, since, term):
        if breach.binds:
            raise _beside("people", f"{breach.sentence} ({breach.source})")


def end_membership(unit_id: int, person_id: int, *, last: date, reason: str, by: Actor) -> Unit:
    """End a membership; ``last`` is its last day.

    Raises Refused when the person is no member that day.
    """
    with change(Unit, unit_id, END_MEMBERSHIP, by=by) as (unit, tell):
        running = Membership.objects.on(last).filter(unit=unit, person=person_id).select_related("person").first()
        if running is None:
            raise _beside("last", _("This person is no member on that day; choose a day of the membership."))
        event = tell(name=running.person.name, last=last, reason=reason.strip())
        end_held(Membership, "id", [running.pk], last + ONE_DAY, event.pk)
    return unit


def _beside(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
