"""The committee on the page of its unit: the running term, its members by role, past terms; and the list of members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Case, Count, F, Q, QuerySet, SmallIntegerField, When
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.org import verbs as v
from baro.org.actors import Actor
from baro.org.committees.rules import Breach, breaches, role_names, rule_on
from baro.org.models import Membership, MembershipKind, Term, Unit, by_level
from baro.org.people.ends import EndByLaw, by_term, end_of_membership
from baro.org.queries import term_of
from baro.trail.words import with_words
from baro.ui.forms import UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.words.cells import link


@dataclass(frozen=True, slots=True)
class Seat:
    """A membership with both days within; an open end is None. ``why`` says why it ended.

    ``retires`` is told when that comes before the end of the term, to who may know it.
    """

    membership: Membership
    role: str
    first: date | None
    last: date | None
    why: str = ""
    retires: EndByLaw | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The members of one role, and since when when it is one day for all."""

    role: str
    seats: list[Seat]
    first: date | None


@dataclass(frozen=True, slots=True)
class OtherTerm:
    """A term that has ended, or is still to come; ``term.members`` says how many members it has had."""

    term: Term
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Committee:
    """A unit as an elected body on a day."""

    term: Term | None
    is_own_term: bool
    first: date | None
    last: date | None
    groups: list[Group]
    former: list[Seat]
    other_terms: list[OtherTerm]
    warnings: list[Breach]
    ends: EndByLaw | None
    bodies: list[Unit]

    @property
    def count(self) -> int:
        """How many members there are."""
        return sum(len(group.seats) for group in self.groups)


def committee_of(unit: Unit, day: date, actor: Actor) -> Committee | None:
    """The committee that a unit is on a day, with its terms and the bodies that it elects; None when it is none."""
    rule = rule_on(day)
    if rule.body_of(unit.kind) is None:
        return None
    term = term_of(unit, day)
    names, every = role_names(day), _current(unit)
    running = [one for one in every if day in one.period]
    keeps = actor.holds("org.organise", unit)
    seats = [_seat(one, names, knows_birth=keeps or one.person_id == actor.person_id) for one in running]
    first, last = _both_within(term.period) if term else (None, None)
    sat = Count("memberships__person", filter=Q(memberships__unit=F("unit")), distinct=True)
    own = list(Term.objects.filter(unit=unit).annotate(members=sat))
    return Committee(
        term=term,
        is_own_term=term is not None and term.unit_id == unit.pk,
        first=first,
        last=last,
        groups=_by_role(seats, names),
        former=[_seat(one, names) for one in every if one.period.upper and one.period.upper <= day],
        other_terms=_others(own, term),
        warnings=breaches(unit, [one.role for one in running], day, term) if running else [],
        ends=by_term(term, day),
        bodies=_bodies(unit, day, rule.kinds("its_committee"), actor),
    )


def _current(unit: Unit) -> list[Membership]:
    """Every membership that is believed, the newest first."""
    seen = Membership.objects.current().filter(unit=unit)  # sees: who sees a committee sees its members
    rows = seen.select_related("person", "recorded", "term")
    return list(rows.order_by("-period", "person__in_order", "pk"))


def _seat(one: Membership, names: dict[str, str], *, knows_birth: bool = False) -> Seat:
    first, last = _both_within(one.period)
    ends = end_of_membership(one, timezone.localdate(), knows_birth=knows_birth)
    retires = ends if ends and ends.from_birth else None
    return Seat(one, names.get(one.role, one.role), first, last, _why(one) if last else "", retires)


def _both_within(period: Any) -> tuple[date | None, date | None]:
    """First and last day; the database keeps the first day after."""
    return period.lower, period.upper - timedelta(days=1) if period.upper else None


def _why(ended: Membership) -> str:
    """Why a membership ended, as the deed that ended it says."""
    event = ended.recorded
    if event.verb_code == v.END_MEMBERSHIP.code:
        return str((event.facts or {}).get("reason", ""))
    told = {
        v.OPEN_TERM.code: gettext("the term ended"),
        v.CARRY_OUT.code: gettext("the committee was closed"),
    }
    return told.get(event.verb_code, "")


def _by_role(seats: Sequence[Seat], names: dict[str, str]) -> list[Group]:
    """The members by role, the leading roles first; within a role by name."""
    order = list(names.values())
    roles = sorted({seat.role for seat in seats}, key=lambda role: order.index(role) if role in order else len(order))
    by_name = sorted(seats, key=lambda seat: seat.membership.person.in_order)
    return [_group(role, [seat for seat in by_name if seat.role == role]) for role in roles]


def _group(role: str, seats: list[Seat]) -> Group:
    days = {seat.first for seat in seats}
    return Group(role, seats, days.pop() if len(days) == 1 else None)


def _others(terms: Sequence[Term], running: Term | None) -> list[OtherTerm]:
    """The terms beside the running one, the newest first."""
    others = [OtherTerm(term, *_both_within(term.period)) for term in terms if running is None or term.pk != running.pk]
    return sorted(others, key=lambda one: one.first or date.min, reverse=True)


def _bodies(unit: Unit, day: date, kinds: Sequence[str], actor: Actor) -> list[Unit]:
    """The bodies below the unit that the committee elects, each with how many members it has."""
    seen = Unit.objects.visible_to(actor).open().filter(parent=unit, kind__in=kinds)
    sitting = Q(memberships__superseded=None, memberships__period__contains=day)
    return list(seen.annotate(members=Count("memberships", filter=sitting)).order_by("pk"))


class MemberFilter(Filter):
    """Narrows members of committees."""

    in_sight = ("q", "role")

    q = Words(label=_("Name or committee"))
    role = forms.ChoiceField(label=_("Role"))
    kind = forms.ChoiceField(label=_("How"), choices=[("", _("elected or appointed")), *MembershipKind.choices])
    under = UnitChoice(label=_("In the unit or below"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [("", _("Any")), *role_names().items()]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Members of the words, the role, in or below the unit."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"], "person", "unit")
        if asked["role"]:
            rows = rows.filter(role=asked["role"])
        if asked["kind"]:
            rows = rows.filter(kind=asked["kind"])
        if asked["under"]:
            rows = rows.filter(unit__path__startswith=asked["under"].path)
        return rows


def _role(record: Membership, value: str) -> SafeString:
    return SafeString(_role_in_words(record))


def _role_in_words(record: Membership) -> str:
    return role_names().get(record.role, record.role)


def _committee(record: Membership, value: str) -> SafeString:
    return link(value, record.unit.get_absolute_url())


class MemberList(ListPage):
    """Who is a member of which committee today."""

    code = "org.members"
    title = _("Committee members")
    filter = MemberFilter
    columns = (
        Column("person.name", _("Name")),
        Column("role", sort_by="place", cell=_role, csv=_role_in_words),
        Column("unit.name", cell=_committee),
        Column("term.name"),
        Column("period.lower", _("Since"), sort_by="period"),
        Column("get_kind_display", sort_by="kind", optional=True),
    )
    order = (*by_level("unit__"), "place", "person__in_order")
    see_permission = "org.see"
    empty = Empty(_("Members are entered on the page of the committee, when its term has been opened."))

    def url(self, record: Membership) -> str:
        """The person."""
        return record.person.get_absolute_url()

    def rows(self) -> QuerySet[Membership]:
        """Today's memberships of the committees that the actor may see."""
        return Membership.objects.visible_to(self.actor).on(timezone.localdate()).for_list()

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With the place of the role."""
        roles = enumerate(role_names())
        place = Case(*(When(role=role, then=at) for at, role in roles), default=99, output_field=SmallIntegerField())
        return rows.alias(place=place)
