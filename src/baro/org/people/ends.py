"""When holding a post, or sitting in a committee, ends by law: computed and shown, never written down.

A membership ends without a decision on retirement (294-QĐ/TW, Điều 16.4) and with the term. What is computed from a
birth is shown only to whom it concerns and to who keeps the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Func, Q, QuerySet
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.rulebook.body import Certainty
from baro.org.models import Membership, Person, PostRank, Sex, Tenure, TenureKind, Term
from baro.org.rulebook import Committees, Retirement, Tenures

YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class EndByLaw:
    """The first day on which it has ended, why, by which source; ``from_birth`` when it tells of a birth."""

    day: date
    why: str
    source: str
    certainty: Certainty
    from_birth: bool = False


def by_retirement(born_on: date | None, sex: str, today: date) -> EndByLaw | None:
    """The first day of retirement; None when the birth or the sex is not known."""
    rule = rulebook.closest(Retirement, on=today)
    found = rule.body.first_day(born_on, sex) if born_on else None
    if found is None:
        return None
    day, age = found
    why = _("retirement at %(years)s years and %(months)s months") if age % YEAR else _("retirement at %(years)s years")
    return EndByLaw(day, why % {"years": age // YEAR, "months": age % YEAR}, str(rule.source), rule.certainty, True)


def by_longest_tenure(rank: str, since: date | None, today: date) -> EndByLaw | None:
    """The day after the longest time in a post of a rank."""
    rule = rulebook.closest(Tenures, on=today)
    longest = rule.body.longest_of(rank)
    if longest is None or since is None:
        return None
    why = _("%(terms)s consecutive terms in one place") % {"terms": longest.terms}
    return EndByLaw(years_after(since, longest.years), why, str(longest.source), longest.certainty)


def by_term(term: Term | None, today: date) -> EndByLaw | None:
    """The day after the term: as its congress closed, else as long after its beginning as a term lasts."""
    if term is None or term.period.lower is None:
        return None
    rule = rulebook.closest(Committees, on=today)
    lasts = rule.body.term
    day = term.period.upper or years_after(term.period.lower, lasts.years)
    why = _("a term lasts %(years)s years") % {"years": lasts.years}
    return EndByLaw(day, why, str(lasts.source or rule.source), lasts.certainty)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; for 29 February the first of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def earliest(*ends: EndByLaw | None, knows_birth: bool = True) -> EndByLaw | None:
    """The end that comes first, among those that the reader may know."""
    known = [end for end in ends if end and (knows_birth or not end.from_birth)]
    return min(known, key=lambda end: end.day, default=None)


def end_of_tenure(tenure: Tenure, today: date, *, knows_birth: bool) -> EndByLaw | None:
    """When a tenure without an end ends by law; the tenure comes with its person and post."""
    if tenure.period.upper is not None or tenure.kind != TenureKind.HOLDER:
        return None
    person = tenure.person
    return earliest(
        by_retirement(person.born_on, person.sex, today),
        by_longest_tenure(tenure.post.rank, tenure.period.lower, today),
        knows_birth=knows_birth,
    )


def end_of_membership(member: Membership, today: date, *, knows_birth: bool) -> EndByLaw | None:
    """When a membership without an end ends by law; it comes with its person and term."""
    if member.period.upper is not None:
        return None
    person = member.person
    return earliest(
        by_retirement(person.born_on, person.sex, today), by_term(member.term, today), knows_birth=knows_birth
    )


# The same as conditions of the database: a birth before a bound, a first day before a bound.


def retired(day: date, person: str = "person") -> Q:
    """Who has retired on a day, by the person that a path leads to."""
    rule = rulebook.closest(Retirement, on=day).body
    bounds = (Q(**{f"{person}__sex": sex, f"{person}__born_on__lte": rule.last_birth(sex, day)}) for sex in Sex.values)
    return _any(bounds)


def held_too_long(day: date) -> Q:
    """Tenures that have lasted the longest time of their rank on a day."""
    rows = rulebook.closest(Tenures, on=day).body.longest
    known = [row for row in rows if row.rank in PostRank.values]
    return _any(Q(post__rank=row.rank, period__startswith__lte=years_after(day, -row.years)) for row in known)


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for one in conditions:
        found |= one
    return found


def tenures_ended_by_law(day: date, today: date) -> QuerySet[Any]:
    """Tenures without an end, held today, that have ended by law on a day."""
    running = Tenure.objects.on(today).filter(period__endswith=None, kind=TenureKind.HOLDER)
    return running.filter(retired(day) | held_too_long(day))


def memberships_ended_by_law(day: date) -> QuerySet[Any]:
    """Memberships without an end that have ended by law on a day: by retirement, or with a term that is over."""
    years = rulebook.closest(Committees, on=day).body.term.years
    over = Q(term__period__startswith__lte=years_after(day, -years))
    running = Membership.objects.on(day).filter(period__endswith=None)
    return running.filter(retired(day) | over)


def first_day_of(path: str) -> Func:
    """The first day of a period."""
    return Func(F(path), function="lower", output_field=models.DateField())


def births_known(actor: Any, person: Person) -> bool:
    """Whether the actor is the person, or keeps the organisation of a unit where they hold or held a post, or sit."""
    if actor.person_id == person.pk or actor.holds_at("org.organise", ""):
        return True
    held = Tenure.objects.current().filter(person=person).values_list("post__unit__path", flat=True)
    sits = Membership.objects.current().filter(person=person).values_list("unit__path", flat=True)
    return any(actor.holds_at("org.organise", path) for path in held.union(sits))
