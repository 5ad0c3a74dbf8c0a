"""Questions about cases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Membership, Person, PostRank, Tenure, Unit
from baro.org.models.units import keys_of, open_key_of
from baro.oversight.flow import UNFINISHED, AppealState, PenaltyState
from baro.oversight.independence import Conflict, Somebody, Stay, Subject, conflicts
from baro.oversight.models import Appeal, Case, Finding, Penalty, Seat, is_subject
from baro.oversight.models.cases import Outcome
from baro.oversight.rulebook import Authority, Bodies, FindingTypes, Independence
from baro.oversight.verbs import DECIDE, KEEP
from baro.weakpoints.queries import line_of


def reach_of(body: Unit) -> str:
    """The path below which a body inspects: its own, or that of the unit for which it works."""
    beside = body.kind in rulebook.today(Bodies).beside
    return body.parent.path if beside and body.parent else body.path


def above(unit: Unit) -> list[Unit]:
    """The units above a unit, the nearest first."""
    keys = keys_of(unit.path)[:-1]
    found = Unit.objects.in_bulk(keys)
    return [found[key] for key in reversed(keys) if key in found]


def somebody(person: Person) -> Somebody:
    """A person with the units of every post and membership that they have or had."""
    rows = Tenure.objects.current().filter(person=person).values_list("post__unit", "period", "post__rank")
    sat = Membership.objects.current().filter(person=person).values_list("unit", "period")
    stays = [Stay(unit, _until(period), leads=rank == PostRank.HEAD) for unit, period, rank in rows]
    stays += [Stay(unit, _until(period)) for unit, period in sat]
    return Somebody(person.pk, tuple(stays))


def belongs(person: Person, unit: Unit) -> bool:
    """Whether somebody is or was in a unit or below it; who never was in any unit may be of each."""
    stays = {stay.unit for stay in somebody(person).stays}
    return not stays or Unit.objects.filter(pk__in=stays, path__startswith=unit.path).exists()


def _until(period: Any) -> date | None:
    """The last day of a period; None while it goes on today."""
    last = period.upper - timedelta(days=1) if period.upper else None
    return last if last and last < timezone.localdate() else None


def subject_of(case: Case, *others: Somebody) -> Subject:
    """Whom the case concerns, with the units above those in which anybody asked about is."""
    person = somebody(case.subject_person) if case.subject_person else None
    units = frozenset(line_of(case.subject_unit))
    asked = units | {unit for one in (*others, *([person] if person else [])) for unit in one.now}
    known = Unit.objects.in_bulk(asked)
    return Subject(units, person, {key: tuple(one.pk for one in above(unit)) for key, unit in known.items()})


def conflicts_of(case: Case, person: Person, day: date) -> list[Conflict]:
    """Why somebody may not work on the case, or perhaps should not."""
    asked = somebody(person)
    return conflicts(rulebook.today(Independence), case.unit.kind, asked, subject_of(case, asked), day)


def seats_of(case: Case) -> list[Seat]:
    """Who is in the team today."""
    return list(case.seats.filter(left_on=None).select_related("person", "post__unit"))


def earlier_of(finding: Finding) -> Finding | None:
    """The last finding of the same type in the same unit, or one that went over into it, within the window."""
    since = finding.found_on - timedelta(days=rulebook.today(FindingTypes).repeated_within)
    case = finding.case
    same = Finding.objects.counting().exclude(nature="strength").filter(type=finding.type)
    same = same.exclude(case__outcome=Outcome.CLEARED)
    before = same.filter(case__subject_unit__in=line_of(case.subject_unit), found_on__range=(since, finding.found_on))
    if case.subject_person_id:
        before = before.filter(case__subject_person=case.subject_person_id)
    found: Finding | None = before.exclude(case=case).order_by("-found_on", "-pk").first()
    return found


def appeal_body(unit: Unit) -> Unit | None:
    """The nearest body above the one that decided which decides about discipline itself; None at the top."""
    rule, beside = rulebook.today(Authority), rulebook.today(Bodies).beside
    return next((one for one in above(unit) if one.kind not in beside and rule.row_of(one.kind)), None)


def kinds_above(unit: Unit) -> list[tuple[str, str]]:
    """Kind and name of the units above, the nearest first."""
    return [(one.kind, one.name) for one in above(unit)]


def types() -> dict[str, str]:
    """The types of findings by code."""
    return {str(code): name for code, name in rulebook.names(FindingTypes).items()}


def _works(actor: Actor, _day: date) -> Q:
    seats = Seat.objects.filter(person=actor.person_id or 0, left_on=None).order_by().values("case")
    return Q(pk__in=seats, state__in=UNFINISHED)


CASES_WAITING: dict[str, Any] = {"underway": _works}


def to_decide(actor: Actor, _day: date) -> Q:
    """Discipline that a body of the actor must decide, and that is not about the actor."""
    own = is_subject(actor, "case__")
    open_ = Q(Penalty.objects.all().open_to(actor, DECIDE), state=PenaltyState.HEARD)
    return open_ & ~own if own is not None else open_


def to_judge(actor: Actor, _day: date) -> Q:
    """Complaints that a body of the actor must decide, and that are not about the actor."""
    own = is_subject(actor, "penalty__case__")
    open_ = Q(Appeal.objects.all().open_to(actor, KEEP), state=AppealState.FILED)
    return open_ & ~own if own is not None else open_


def open_unit_of(unit: Unit) -> int:
    """The key of the unit that stands for a closed one today."""
    return open_key_of(unit.path)


def to_answer(actor: Actor, _day: date) -> Q:
    """Cases about the actor, or a unit that their post heads, to which they can still say their view."""
    own = is_subject(actor, "case__")
    return Q(pk__in=[]) if own is None else own & Q(case__state__in=UNFINISHED)
