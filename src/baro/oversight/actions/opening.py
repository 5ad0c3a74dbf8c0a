"""Opening a case, choosing its team, announcing it; extending and stopping it; that it was read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.periods import add_working_days
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Person, Post, PostRank, Tenure, Unit
from baro.org.queries import posts_with
from baro.oversight import queries
from baro.oversight.flow import FLOW, PenaltyState, State
from baro.oversight.models import Case, Paper, Seat, Side
from baro.oversight.models.cases import Grounds, Outcome
from baro.oversight.rulebook import Bodies, Kinds
from baro.oversight.verbs import (
    ANNOUNCE,
    APPOINT,
    CLOSE,
    DECLARE,
    EXTEND,
    OPEN,
    READ,
    RELEASE,
    SET_PAPER,
    STOP,
)
from baro.trail.changes import change, create, create_many
from baro.trail.models import Event, Reason, notify


def open_(
    *,
    unit: Unit,
    kind: str,
    subject_unit: Unit,
    matter: str,
    by: Actor,
    subject_person: Person | None = None,
    grounds: str = Grounds.PROGRAMME,
    found: str = "outside",
) -> Case:
    """Open a case of a body: it gets its number, its deadline and the papers that its kind prescribes.

    Raises Refused with everything that is wrong, each beside its field.
    """
    today = timezone.localdate()
    rule = rulebook.in_force(Kinds, on=today)
    case = Case(unit=unit, kind=kind, subject_unit=subject_unit, subject_person=subject_person, matter=matter.strip())
    case.grounds, case.found, case.opened_on, case.year = grounds, found, today, today.year
    case.rule_version = rule.version
    with transaction.atomic():
        _refuse_unfit(case, by)
        return begun(case, by=by)


def begun(case: Case, *, by: Actor) -> Case:
    """A case with its number, deadline and papers; whoever calls it looked whether it may be."""
    kinds = rulebook.today(Kinds)
    kind = kinds.kind(case.kind)
    Unit.objects.select_for_update().get(pk=case.unit_id)  # whose row is the lock of its numbers
    last = Case.objects.filter(unit=case.unit, year=case.year).aggregate(last=Max("number"))["last"]
    case.number = (last or 0) + 1
    case.symbol = f"{case.number:02d}/{case.year}/{case.unit.code}"
    case.due_on = add_working_days(case.opened_on, kind.days if kind else 1)
    case, _event = create(case, OPEN, by=by, symbol=case.symbol, due=case.due_on)
    papers = [
        Paper(case=case, code=one.id, phase=one.phase, position=at, shared=one.shared)
        for at, one in enumerate(kinds.papers_of(case.kind), start=1)
    ]
    for paper in papers:
        create_many([paper], SET_PAPER, by=by, paper=coded("oversight.paper", paper.code))
    return case


def _refuse_unfit(case: Case, by: Actor) -> None:
    """Raise Refused with everything that is wrong with a new case, each beside its field."""
    wrong = {name: why for name, why in _unfit(case, by) if why}
    if wrong:
        raise Refused(next(iter(wrong.values())), fields=wrong)


def _unfit(case: Case, by: Actor) -> Iterator[tuple[str, str]]:
    yield "subject_unit", _why_not_unit(case, by)
    yield "subject_person", _why_not_person(case, by)
    yield "kind", _why_not_kind(case)


def _why_not_kind(case: Case) -> str:
    """Why the body may not open a case of that kind, with where it is written."""
    if rulebook.today(Bodies).may(case.unit.kind, case.kind):
        return ""
    kind, row = rulebook.today(Kinds).kind(case.kind), rulebook.today(Bodies).row_of(case.unit.kind)
    source = str(row.source) if row and row.source else str(rulebook.in_force(Bodies).source)
    sentence = _("“%(body)s” may not open a case of the kind “%(kind)s”. The rule: %(source)s.")
    return sentence % {"body": case.unit, "kind": kind.names if kind else case.kind, "source": source}


def _why_not_unit(case: Case, by: Actor) -> str:
    """Why the body does not inspect that unit, or the actor may not open a case about it."""
    row = rulebook.today(Bodies).row_of(case.unit.kind)
    if not case.subject_unit.path.startswith(queries.reach_of(case.unit)):
        sentence = _("“%(unit)s” does not lie below “%(body)s”. A body inspects what lies below it.")
        return sentence % {"unit": case.subject_unit, "body": case.unit}
    if row and row.own:
        return "" if case.subject_unit_id == case.unit_id else _("A cell inspects its own members. Choose the cell.")
    if case.subject_person is not None:
        return ""
    if case.subject_unit_id == case.unit_id:
        return _("No body opens a case against itself. Its own checks stand under “Checks”.")
    return _("You head this unit. Another person must open a case about it.") if _heads(by, case.subject_unit) else ""


def _why_not_person(case: Case, by: Actor) -> str:
    """Why the case may not concern that person, or must concern one."""
    row, kind = rulebook.today(Bodies).row_of(case.unit.kind), rulebook.today(Kinds).kind(case.kind)
    if case.subject_person is None:
        return _("A cell inspects its members. Choose the member.") if row and row.own else ""
    if case.subject_person.pk == by.person_id:
        return _("Nobody opens a case about themselves. Another person must do it.")
    if kind and "person" not in kind.subjects:
        return _("A case of this kind does not concern a person. Leave the person out.")
    if not queries.belongs(case.subject_person, case.subject_unit):
        sentence = _(
            "“%(person)s” is not of “%(unit)s”. Choose somebody of this unit, or the unit to which they belong."
        )
        return sentence % {"person": case.subject_person, "unit": case.subject_unit}
    return ""


def _heads(by: Actor, unit: Unit) -> bool:
    return Post.objects.filter(pk__in=by.own_posts, unit=unit, rank=PostRank.HEAD).exists()


def appoint(case_id: int, *, post: Post, by: Actor, leads: bool = False, reason: str = "") -> Case:
    """Appoint whoever holds a post to the team.

    Raises Refused when an exclusion is certain, and when one is possible and nobody says why in spite of it.
    """
    today, reason = timezone.localdate(), reason.strip()
    with change(Case, case_id, APPOINT, by=by) as (case, tell):
        FLOW.move(case, APPOINT)
        person = _holder(post, today)
        found = queries.conflicts_of(case, person, today)
        _refuse_conflicts(person, [str(one) for one in found if one.blocks], certain=True)
        if not reason:
            _refuse_conflicts(person, [str(one) for one in found], certain=False)
        if case.seats.filter(person=person, left_on=None).exists():
            sentence = _("“%(person)s” is in the team already.") % {"person": person}
            raise Refused(sentence, fields={"post": sentence})
        if leads:
            case.seats.filter(left_on=None, leads=True).update(leads=False)
        codes = [one.exclusion.id for one in found]
        Seat.objects.create(
            case=case, person=person, post=post, leads=leads, possible=codes, reason=reason, since=today
        )
        spite = {"in_spite_of": [*(coded("oversight.exclusion", one) for one in codes), reason]} if found else {}
        notify(tell(person=person, **spite), case, Reason.ASSIGNED, [post.pk])
    return case


def _holder(post: Post, today: date) -> Person:
    tenure = Tenure.objects.on(today).filter(post=post).select_related("person").order_by("pk").first()
    if tenure is None:
        sentence = _("“%(post)s” has no holder today. Choose another post.") % {"post": post}
        raise Refused(sentence, fields={"post": sentence})
    person: Person = tenure.person
    return person


def _refuse_conflicts(person: Person, found: list[str], *, certain: bool) -> None:
    """Raise Refused with the exclusions that hold, if there are any."""
    if not found:
        return
    told = {"person": person, "why": "; ".join(found)}
    if certain:
        sentence = _("“%(person)s” may not work on this case: %(why)s. Choose another person, or ask the body above.")
        raise Refused(sentence % told, fields={"post": sentence % told})
    sentence = _(
        "Perhaps “%(person)s” should not work on this case: %(why)s. Say why in spite of it, or choose another."
    )
    raise Refused(sentence % told, fields={"reason": sentence % told})


def release(case_id: int, *, member: Seat, reason: str, by: Actor) -> Case:
    """Let somebody leave the team.

    Raises Refused for who is not in it.
    """
    with change(Case, case_id, RELEASE, by=by) as (case, tell):
        FLOW.move(case, RELEASE)
        seat = case.seats.filter(pk=member.pk, left_on=None).first()
        if seat is None:
            sentence = _("“%(person)s” is not in the team.") % {"person": member}
            raise Refused(sentence, fields={"member": sentence})
        _leave(seat)
        tell(person=seat.person, reason=reason.strip())
    return case


def declare(case_id: int, *, reason: str, by: Actor) -> str:
    """Declare a tie that nobody could know, and leave the team; gives the way on, for the case is out of sight."""
    with change(Case, case_id, DECLARE, by=by) as (case, tell):
        FLOW.move(case, DECLARE)
        seat = case.seat_of(by)
        if seat is None:
            raise Refused(_("You are not in the team of this case."))
        _leave(seat)
        event = tell(reason=reason.strip())
        notify(event, case, Reason.INFORMED, posts_with(OPEN.code, case.unit))
    return "/"


def _leave(seat: Seat) -> None:
    seat.left_on, seat.leads = timezone.localdate(), False
    seat.save(update_fields=["left_on", "leads"])


def subject_posts(case: Case) -> list[int]:
    """The posts of whom the case concerns: those of the person, or of the head of the unit or its successor."""
    today = timezone.localdate()
    held = Tenure.objects.on(today)
    if case.subject_person_id:
        return list(held.filter(person=case.subject_person_id).values_list("post", flat=True))
    heads = held.filter(post__rank=PostRank.HEAD)
    unit = case.subject_unit
    if unit.closed_on:
        return list(heads.filter(post__unit=queries.open_unit_of(unit)).values_list("post", flat=True))
    return list(heads.filter(post__unit=unit).values_list("post", flat=True))


def announce(case_id: int, *, by: Actor) -> Case:
    """Tell whom the case concerns; from now on they have their own side of it."""
    with change(Case, case_id, ANNOUNCE, by=by) as (case, tell):
        FLOW.move(case, ANNOUNCE)
        case.announced_on = timezone.localdate()
        case.save(update_fields=["state", "announced_on"])
        side = Side.objects.create(case=case, opened_on=case.announced_on)
        notify(tell(side), side, Reason.ARRIVED, subject_posts(case))
    return case


def extend(case_id: int, *, reason: str, by: Actor) -> Case:
    """Extend the case once, by the working days of its kind.

    Raises Refused when it was extended before, or its kind knows no extension.
    """
    with change(Case, case_id, EXTEND, by=by) as (case, tell):
        FLOW.move(case, EXTEND)
        kind = rulebook.closest(Kinds, on=case.opened_on).body.kind(case.kind)
        if case.extended or not (kind and kind.extension):
            raise Refused(
                _("A case is extended once, and this one was. Bring it to its end, or stop it with a reason.")
            )
        case.due_on, case.extended = add_working_days(case.due_on, kind.extension), True
        case.save(update_fields=["due_on", "extended"])
        tell(*sides(case), due=case.due_on, reason=reason.strip())
    return case


def sides(case: Case) -> list[Any]:
    """The side of whom the case concerns, once there is one."""
    return list(Side.objects.filter(case=case))


def close(case_id: int, *, closing: str, by: Actor) -> Case:
    """Close the case; its outcome follows from what was found, and from whether discipline for it was wrong."""
    with change(Case, case_id, CLOSE, by=by) as (case, tell):
        FLOW.move(case, CLOSE)
        natures = set(case.findings.counting().values_list("nature", flat=True))
        case.outcome = Outcome.GOOD
        if natures & {"shortcoming", "violation"}:
            case.outcome = Outcome.VIOLATION if "violation" in natures else Outcome.SHORTCOMINGS
        if case.penalties.filter(state=PenaltyState.ANNULLED).exists() and not case.penalties.standing().exists():
            case.outcome = Outcome.CLEARED
        end(case, closing)
        event = tell(*sides(case))
        for side in sides(case):
            notify(event, side, Reason.FINISHED, subject_posts(case))
    return case


def end(case: Case, closing: str) -> None:
    """Set what a closed case says."""
    case.state, case.closing, case.closed_on = State.CLOSED, closing.strip(), timezone.localdate()
    case.save(update_fields=["state", "outcome", "closing", "closed_on"])


def stop(case_id: int, *, reason: str, by: Actor) -> Case:
    """End a case that should not go on; it stays, with the reason."""
    with change(Case, case_id, STOP, by=by) as (case, tell):
        FLOW.move(case, STOP)
        case.outcome = Outcome.STOPPED
        end(case, reason)
        event = tell(*sides(case), reason=reason.strip())
        for side in sides(case):
            notify(event, side, Reason.INFORMED, subject_posts(case))
    return case


def read(case_id: int, *, by: Actor) -> None:
    """Tell that somebody who works on the case read in it, once in an hour; whom it concerns reads untold."""
    case = Case.objects.visible_to(by).filter(pk=case_id).first()
    if case is None:
        return
    told = Event.objects.about(case).done(READ.code).filter(person_id=by.person_id, post_id=by.post_id)
    if told.filter(at__gt=timezone.now() - timedelta(hours=1)).exists():
        return
    with change(Case, case_id, READ, by=by) as (case, tell):
        tell(*sides(case))
