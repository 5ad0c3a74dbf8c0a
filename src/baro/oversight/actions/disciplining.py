"""Proposing discipline, the hearing, the decision, its end; complaints, and what becomes of the discipline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.wordings import coded
from baro.meetings.flow import VoteState
from baro.meetings.models import Item
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.oversight import discipline, queries
from baro.oversight.actions.opening import sides, subject_posts
from baro.oversight.flow import APPEAL_FLOW, FLOW, PENALTY_FLOW, PenaltyState, State
from baro.oversight.models import Appeal, Case, Penalty
from baro.oversight.models.cases import Nature, Outcome
from baro.oversight.models.discipline import Standing
from baro.oversight.rulebook import Authority, Forms, Voting
from baro.oversight.verbs import (
    ALTER,
    ANNUL,
    ANNUL_PENALTY,
    APPEAL,
    CHANGE,
    CLEAR,
    DECIDE,
    DROP,
    FILE,
    HEAR,
    KEEP,
    LAPSE,
    PENALISE,
    PROPOSE,
)
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


def penalise(
    case_id: int,
    *,
    unit: Unit,
    standing: str,
    form: str,
    act_on: date,
    reason: str,
    by: Actor,
    holds_post: bool = False,
    managed: bool = False,
    ground: str = "",
    circumstances: Sequence[str] = (),
) -> Case:
    """Propose discipline to the body that may decide it.

    Raises Refused when there is no such form for the subject, when that body may not decide it (with the body to which
    it proposes, and the majority), when no violation was found, and when the limitation is over.
    """
    today = timezone.localdate()
    with change(Case, case_id, PENALISE, by=by) as (case, tell):
        FLOW.move(case, PENALISE)
        penalty = Penalty(case=case, unit=unit, standing=standing, form=form, holds_post=holds_post, managed=managed)
        penalty.act_on, penalty.ground, penalty.circumstances = act_on, ground, list(circumstances)
        penalty.reason, penalty.proposed_on = reason.strip(), today
        penalty.rule_version = rulebook.closest(Authority, on=today).version
        _refuse_penalty(penalty, today)
        told = {"form": coded("oversight.form", penalty.form), "body": unit.name, "reason": penalty.reason}
        _penalty, event = create(penalty, PROPOSE, by=by, **told)
        tell(body=unit.name)
        notify(event, penalty, Reason.INFORMED, posts_with(DECIDE.code, unit))
    return case


def _refuse_penalty(penalty: Penalty, today: date) -> None:
    """Raise Refused with everything that is wrong with a proposal, each beside its field."""
    case = penalty.case
    if case.outcome in (Outcome.TRANSFERRED, Outcome.STOPPED, Outcome.CLEARED):
        raise Refused(_("Nothing follows from a case that was transferred, stopped or cleared."))
    if not case.findings.counting().filter(nature=Nature.VIOLATION).exists():
        raise Refused(_("No violation was found. Discipline follows from a violation alone."))
    wrong = {name: why for name, why in _unfit(penalty, today) if why}
    if wrong:
        raise Refused(next(iter(wrong.values())), fields=wrong)


def _unfit(penalty: Penalty, today: date) -> Iterator[tuple[str, str]]:
    if (penalty.standing == Standing.UNIT) == (penalty.case.subject_person_id is not None):
        yield "standing", _("Choose the organisation or the member, as the case concerns one or the other.")
    if penalty.act_on > today:
        yield "act_on", _("This day is still to come. Choose today or an earlier day.")
    known = discipline.forms_for(penalty.standing, holds_post=penalty.holds_post, act_on=penalty.act_on)
    if penalty.form not in {one.id for one in known}:
        sentence = _("There is no “%(form)s” for this subject. There are: %(forms)s.")
        yield "form", sentence % {"form": penalty.form_name, "forms": ", ".join(str(one.names) for one in known)}
    if not penalty.case.subject_unit.path.startswith(queries.reach_of(penalty.unit)):
        yield "unit", _("This body does not stand above the unit concerned.")
    else:
        yield "unit", why_not_deciding(penalty, today)
    yield "act_on", why_too_late(penalty, today)


def why_not_deciding(penalty: Penalty, day: date) -> str:
    """The sentence for a body that may not decide the form: to whom it proposes; empty for one that may."""
    found = discipline.ruling(penalty.unit.kind, penalty.form, managed=penalty.managed, on=day)
    form = rulebook.closest(Forms, on=penalty.act_on).body.form(penalty.form)
    if found.decides or form is None:
        return ""
    kinds = queries.kinds_above(penalty.unit)
    name = discipline.body_for(kinds, penalty.form, managed=penalty.managed, on=day)
    return discipline.why_not_decides(penalty.unit.name, form, found, name)


def why_too_late(penalty: Penalty, day: date) -> str:
    """The sentence for an act whose limitation is over; empty while it is not."""
    last = discipline.limitation_ends(penalty.form, penalty.standing, act_on=penalty.act_on, ground=penalty.ground)
    if last is None or day <= last:
        return ""
    sentence = _("The limitation of “%(form)s” ended on %(day)s. The case is concluded without carrying it out.")
    return sentence % {"form": penalty.form_name, "day": spoken_day(last)}


def hear(penalty_id: int, *, hearing: str, by: Actor, invitations: int = 0, refused: bool = False) -> Penalty:
    """Record that whom it concerns was heard, or refused to come so often as the rule wants.

    Raises Refused when the case was not announced, and when too few invitations were refused.
    """
    with change(Penalty, penalty_id, HEAR, by=by) as (penalty, tell):
        PENALTY_FLOW.move(penalty, HEAR)
        needed = rulebook.today(Voting).invitations
        if refused and invitations < needed:
            sentence = _("The body goes on without a hearing after %(count)s refused invitations. Invite again.")
            raise Refused(sentence % {"count": needed}, fields={"invitations": sentence % {"count": needed}})
        penalty.hearing, penalty.heard_on = hearing.strip(), timezone.localdate()
        penalty.save(update_fields=["state", "hearing", "heard_on"])
        event = tell(*sides(penalty.case), hearing=penalty.hearing)
        notify(event, penalty, Reason.INFORMED, subject_posts(penalty.case))
        notify(event, penalty, Reason.DECIDE, posts_with(DECIDE.code, penalty.unit))
    return penalty


def decide(
    penalty_id: int, *, decision: str, by: Actor, yes: int = 0, base: int = 0, item: Item | None = None
) -> Penalty:
    """Enter the decision of the body with its vote; it takes effect, and whom it concerns is told how to complain.

    The vote is that of the item of a meeting where one is named. Raises Refused when too few were for it, the body may
    not decide the form today, or the limitation is over.
    """
    today = timezone.localdate()
    with change(Penalty, penalty_id, DECIDE, by=by) as (penalty, tell):
        PENALTY_FLOW.move(penalty, DECIDE)
        for sentence in filter(None, (why_not_deciding(penalty, today), why_too_late(penalty, today))):
            raise Refused(sentence)
        found = discipline.ruling(penalty.unit.kind, penalty.form, managed=penalty.managed, on=today)
        if item is not None:
            yes, base = _voted(penalty, item, by)
        _refuse_votes(found, yes, base)
        penalty.item, penalty.yes, penalty.base, penalty.decision = item, yes, base, decision.strip()
        penalty.decided_on, penalty.decided_by_id = today, by.person_id
        penalty.lapses_on = discipline.lapses_on(penalty.form, today)
        penalty.rule_version = rulebook.closest(Authority, on=today).version
        penalty.save()
        event = tell(
            *sides(penalty.case), body=penalty.unit.name, form=coded("oversight.form", penalty.form), yes=yes, base=base
        )
        notify(event, penalty, Reason.ARRIVED, subject_posts(penalty.case))
    return penalty


def _refuse_votes(found: discipline.Ruling, yes: int, base: int) -> None:
    if base < 1 or yes > base:
        sentence = _("Write how many members were counted and how many of them were for it.")
        raise Refused(sentence, fields={"base": sentence})
    if yes < (needed := found.needed(base)):
        sentence = _("%(yes)s of %(base)s are too few: %(share)s is needed, which is %(needed)s.")
        told = {"yes": yes, "base": base, "share": found.share, "needed": needed}
        raise Refused(sentence % told, fields={"yes": sentence % told})


def _voted(penalty: Penalty, item: Item, by: Actor) -> tuple[int, int]:
    """How many were for it of how many, in the last closed vote about the item of a meeting of the deciding body."""
    seen = get_object_or_404(Item.objects.visible_to(by), pk=item.pk, unit=penalty.unit)
    vote = seen.votes.filter(state=VoteState.CLOSED).order_by("-pk").first()
    if vote is None or vote.result is None:
        sentence = _("Nobody voted about this item yet, or the vote is not closed.")
        raise Refused(sentence, fields={"item": sentence})
    return vote.result.ballots.yes, vote.result.whole


def drop(penalty_id: int, *, reason: str, by: Actor) -> Penalty:
    """End it without discipline: not enough votes, waived, or too late."""
    with change(Penalty, penalty_id, DROP, by=by) as (penalty, tell):
        PENALTY_FLOW.move(penalty, DROP)
        penalty.decision = reason.strip()
        penalty.save(update_fields=["state", "decision"])
        event = tell(*sides(penalty.case), reason=penalty.decision)
        notify(event, penalty, Reason.INFORMED, subject_posts(penalty.case))
    return penalty


def lapse(day: date) -> int:
    """Let all discipline lapse whose time is over on a day, unless a complaint about it is open; gives how many."""
    by = Actor.system("oversight.penalty.lapse")
    due = Penalty.objects.filter(state=PenaltyState.IN_FORCE, lapses_on__lte=day).exclude(appeals__state="filed")
    keys = list(due.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        with change(Penalty, key, LAPSE, by=by) as (penalty, tell):
            PENALTY_FLOW.move(penalty, LAPSE)
            penalty.save(update_fields=["state"])
            tell(*sides(penalty.case), day=penalty.lapses_on)
    return len(keys)


def appeal(penalty_id: int, *, words: str, by: Actor) -> Penalty:
    """Complain about discipline; the complaint goes to the nearest body above, never to the one that decided.

    Raises Refused when there is no body above in this installation.
    """
    today = timezone.localdate()
    with change(Penalty, penalty_id, APPEAL, by=by) as (penalty, tell):
        PENALTY_FLOW.move(penalty, APPEAL)
        body = queries.appeal_body(penalty.unit)
        if body is None:
            raise Refused(_("Above this body there is none in this installation. Send the complaint there on paper."))
        filed = Appeal(penalty=penalty, unit=body, words=words.strip(), filed_on=today, filed_by_id=by.person_id or 0)
        filed.due_on = discipline.settled_by(today)
        filed, event = create(filed, FILE, by=by)
        tell(*sides(penalty.case), body=body.name)
        notify(event, filed, Reason.DECIDE, posts_with(KEEP.code, body))
    return penalty


def keep(appeal_id: int, *, answer: str, by: Actor) -> Appeal:
    """Decide that the discipline stays."""
    with change(Appeal, appeal_id, KEEP, by=by) as (found, tell):
        APPEAL_FLOW.move(found, KEEP)
        _answered(found, answer)
        _tell_subject(found, tell(*sides(found.penalty.case), answer=found.answer))
    return found


def change_(appeal_id: int, *, form: str, answer: str, by: Actor) -> Appeal:
    """Decide that another form stands; the time already served counts.

    Raises Refused for a form that there is not for the subject, and for one that is not lighter.
    """
    with change(Appeal, appeal_id, CHANGE, by=by) as (found, tell):
        APPEAL_FLOW.move(found, CHANGE)
        penalty = Penalty.objects.select_for_update(of=("self",)).get(pk=found.penalty_id)
        known = discipline.forms_for(penalty.standing, holds_post=penalty.holds_post, act_on=penalty.act_on)
        forms = [one.id for one in known]
        if form not in forms or form not in forms[: forms.index(penalty.form) if penalty.form in forms else 0]:
            sentence = _("Choose a lighter form than the one that was decided.")
            raise Refused(sentence, fields={"form": sentence})
        _answered(found, answer)
        former = coded("oversight.form", penalty.form)
        _followed(found, ALTER, form=form, told={"former": former})
        _tell_subject(found, tell(*sides(penalty.case), form=coded("oversight.form", form), answer=found.answer))
    return found


def annul(appeal_id: int, *, answer: str, apology: str, by: Actor) -> Appeal:
    """Decide that the discipline was wrong: it is withdrawn everywhere, with an apology.

    Where no other discipline of the case stands, the case says that it cleared whom it concerns.
    """
    with change(Appeal, appeal_id, ANNUL, by=by) as (found, tell):
        APPEAL_FLOW.move(found, ANNUL)
        found.apology = apology.strip()
        _answered(found, answer)
        _followed(found, ANNUL_PENALTY)
        case = found.penalty.case
        if case.state == State.CLOSED and not case.penalties.standing().exists():
            _cleared(case.pk, found.unit)
        _tell_subject(found, tell(*sides(found.penalty.case), answer=found.answer))
    return found


def _cleared(case_id: int, body: Unit) -> None:
    """The case is no violation of anybody's any more: not on its page, not in lists, not as an earlier one."""
    with change(Case, case_id, CLEAR, by=Actor.system(body.name)) as (case, tell):
        FLOW.move(case, CLEAR)
        case.outcome = Outcome.CLEARED
        case.save(update_fields=["outcome"])
        tell(*sides(case), body=body.name)


def _answered(found: Appeal, answer: str) -> None:
    found.answer, found.decided_on = answer.strip(), timezone.localdate()
    found.save(update_fields=["state", "answer", "apology", "decided_on"])


def _followed(found: Appeal, verb: Any, *, form: str = "", told: dict[str, Any] | None = None) -> None:
    """What becomes of the discipline by the decision about a complaint."""
    by = Actor.system(found.unit.name)
    with transaction.atomic(), change(Penalty, found.penalty_id, verb, by=by) as (penalty, tell):
        PENALTY_FLOW.move(penalty, verb)
        if form:
            penalty.form = form
            penalty.lapses_on = discipline.lapses_on(form, penalty.decided_on) if penalty.decided_on else None
        penalty.save(update_fields=["state", "form", "lapses_on"])
        facts = {"body": found.unit.name, **(told or {})}
        tell(*sides(penalty.case), **facts, **({"form": coded("oversight.form", form)} if form else {}))


def _tell_subject(found: Appeal, event: Any) -> None:
    notify(event, found, Reason.FINISHED, subject_posts(found.penalty.case))
    notify(event, found, Reason.INFORMED, posts_with(DECIDE.code, found.penalty.unit))
