"""Proposing what becomes of a post above oneself, and deciding about it: approved, it is done at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.decisions import ask
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.verbs import Verb
from baro.kernel.wordings import coded
from baro.org.actors import Actor, Limits
from baro.org.models import Person, Post, Proposal, Tenure, TenureKind, Unit
from baro.org.posts.actions.appointing import appoint, release
from baro.org.powers.actions.mandating import refuse_wide, set_mandate
from baro.org.powers.second_person import approving
from baro.org.queries import actors_of, deciders_of
from baro.org.rulebook import SecondPerson
from baro.org.verbs import (
    APPOINT,
    APPROVE_PROPOSAL,
    LAPSE_PROPOSAL,
    PROPOSE,
    REFUSE_PROPOSAL,
    RELEASE,
    SET_MANDATE,
    WITHDRAW_PROPOSAL,
)
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


def propose_appointment(
    post: Post,
    *,
    person: Person | None,
    name: str,
    kind: TenureKind,
    since: date,
    until: date | None,
    basis: str,
    basis_on: date,
    by: Actor,
) -> Proposal:
    """Propose who is to hold a post, or to act in it; raises Refused for oneself, and without a basis that exists."""
    if person and person.pk == by.person_id:
        sentence = _("Nobody proposes themselves; ask another who keeps the organisation.")
        raise Refused(sentence, fields={"person": sentence})
    asked = {"name": name, "kind": kind.value, "since": _iso(since), "until": _iso(until)}
    return _propose(
        Proposal(post=post, deed=APPOINT.code, asked=asked, about=person, basis=basis, basis_on=basis_on), by
    )


def propose_release(
    post: Post, *, person: Person, last: date, reason: str, basis: str, basis_on: date, by: Actor
) -> Proposal:
    """Propose the end of a tenure; raises Refused without a basis that exists."""
    asked = {"last": _iso(last), "reason": reason}
    return _propose(
        Proposal(post=post, deed=RELEASE.code, asked=asked, about=person, basis=basis, basis_on=basis_on), by
    )


def propose_mandate(
    post: Post,
    unit: Unit,
    *,
    here: list[str],
    below: list[str],
    limited: list[str],
    limits: Limits,
    basis: str,
    basis_on: date,
    by: Actor,
) -> Proposal:
    """Propose what a post may do in a unit; raises Refused when it reaches further than who proposes."""
    refuse_wide(unit, here, below, by)
    asked = {"unit": unit.pk, "here": here, "below": below, "limited": limited, "limits": limits.as_kept()}
    return _propose(Proposal(post=post, deed=SET_MANDATE.code, asked=asked, basis=basis, basis_on=basis_on), by)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _propose(proposal: Proposal, by: Actor) -> Proposal:
    proposal.basis, proposal.proposed_by_id = proposal.basis.strip(), by.person_id or 0
    proposal.last = timezone.localdate() + timedelta(days=rulebook.today(SecondPerson).days_to_decide)
    _refuse_baseless(proposal)
    post, name = proposal.post, str(proposal.about or proposal.asked.get("name", ""))
    told = {"post": post, "deed": coded("org.deed", proposal.deed), "basis": proposal.basis, "day": proposal.basis_on}
    told |= {"name": name} if name else {}
    try:
        with transaction.atomic():
            proposal, event = create(proposal, PROPOSE, post, by=by, **told)
    except IntegrityError as taken:
        raise Refused(_("This is proposed for the post already; withdraw that proposal first.")) from taken
    notify(event, proposal, Reason.DECIDE, deciders_of(post.unit))
    return proposal


def _refuse_baseless(proposal: Proposal) -> None:
    if not proposal.basis:
        sentence = _("Name the decision by its number and symbol.")
        raise Refused(sentence, fields={"basis": sentence})
    if proposal.basis_on > timezone.localdate():
        sentence = _("The decision is of %(day)s, which has not come yet; look at the date.")
        sentence %= {"day": spoken_day(proposal.basis_on)}
        raise Refused(sentence, fields={"basis_on": sentence})


def spoken_change(proposal: Proposal) -> str:
    """What would become of the post, in a few words."""
    asked = proposal.asked
    who = str(proposal.about) if proposal.about else asked.get("name", "")
    if proposal.deed == APPOINT.code:
        return _("%(name)s from %(day)s") % {"name": who, "day": spoken_day(date.fromisoformat(asked["since"]))}
    if proposal.deed == RELEASE.code:
        last = spoken_day(date.fromisoformat(asked["last"]))
        return _("the tenure of %(name)s ends on %(day)s") % {"name": who, "day": last}
    return _("a new mandate")


def approve_proposal(proposal_id: int, *, by: Actor) -> Proposal:
    """Say yes as the second person; what was proposed is done in the same moment, by both.

    Raises Refused when who proposed it may not propose it any more, and what the deed raises when things changed
    meanwhile; then nothing is done, and the proposal goes on waiting.
    """
    with change(Proposal, proposal_id, APPROVE_PROPOSAL, by=by) as (proposal, tell):
        _refuse_powerless(proposal)
        Proposal.FLOW.move(proposal, APPROVE_PROPOSAL)
        proposal.save(update_fields=["state"])
        event = tell(proposal.post)
        _DEEDS[proposal.deed](proposal, by)
        notify(event, proposal, Reason.FINISHED, _proposer(proposal))
    return proposal


def _refuse_powerless(proposal: Proposal) -> None:
    """Raise Refused when who proposed it could not do so again today, in any of their posts."""
    if not any(_may_propose(actor, proposal) for actor in actors_of(proposal.proposed_by_id)):
        sentence = _("%(name)s proposed this and may do so no more; refuse it, so that another can propose it.")
        raise Refused(sentence % {"name": proposal.proposed_by})


def _may_propose(actor: Actor, proposal: Proposal) -> bool:
    if not ask(actor, PROPOSE, proposal):
        return False
    asked = proposal.asked
    try:
        if proposal.deed == SET_MANDATE.code:
            refuse_wide(Unit.objects.get(pk=asked["unit"]), asked["here"], asked["below"], actor)
    except Refused:
        return False
    return True


def refuse_proposal(proposal_id: int, *, reason: str, by: Actor) -> Proposal:
    """Say no as the second person, and why."""
    return _end(proposal_id, REFUSE_PROPOSAL, by, reason=reason.strip())


def withdraw_proposal(proposal_id: int, *, reason: str, by: Actor) -> Proposal:
    """Take a proposal back before it is decided."""
    return _end(proposal_id, WITHDRAW_PROPOSAL, by, reason=reason.strip())


def lapse_proposals(today: date, *, by: Actor) -> int:
    """Let proposals lapse about which nobody decided in time; returns how many did."""
    overdue = list(Proposal.objects.overdue(today).values_list("pk", "last"))
    for pk, last in overdue:
        _end(pk, LAPSE_PROPOSAL, by, last=last)
    return len(overdue)


def _end(proposal_id: int, verb: Verb, by: Actor, **facts: object) -> Proposal:
    with change(Proposal, proposal_id, verb, by=by) as (proposal, tell):
        Proposal.FLOW.move(proposal, verb)
        proposal.save(update_fields=["state"])
        notify(tell(proposal.post, **facts), proposal, Reason.FINISHED, _proposer(proposal))
    return proposal


def _proposer(proposal: Proposal) -> list[int]:
    """The posts of who proposed it, today."""
    held = Tenure.objects.on(timezone.localdate()).filter(person=proposal.proposed_by_id)
    return list(held.values_list("post_id", flat=True))


def _appoint(proposal: Proposal, by: Actor) -> None:
    asked = proposal.asked
    appoint(
        proposal.post_id,
        proposal.about_id,
        name=asked["name"],
        also_if_known=True,
        kind=TenureKind(asked["kind"]),
        since=date.fromisoformat(asked["since"]),
        until=date.fromisoformat(asked["until"]) if asked["until"] else None,
        basis=proposal.basis,
        by=approving(by, proposal.post.unit),
    )


def _release(proposal: Proposal, by: Actor) -> None:
    asked, lent = proposal.asked, approving(by, proposal.post.unit)
    last, reason = date.fromisoformat(asked["last"]), f"{asked['reason']} ({proposal.basis})"
    release(proposal.post_id, proposal.about_id or 0, last=last, reason=reason, by=lent)


def _set_mandate(proposal: Proposal, by: Actor) -> None:
    asked, unit = proposal.asked, Unit.objects.get(pk=proposal.asked["unit"])
    lent = approving(approving(by, proposal.post.unit), unit, (*asked["here"], *asked["below"]))
    limits = Limits.of(asked["limits"])
    here, below, limited = asked["here"], asked["below"], asked["limited"]
    set_mandate(proposal.post_id, unit, here=here, below=below, limited=limited, limits=limits, by=lent)


_DEEDS: dict[str, Callable[[Proposal, Actor], None]] = {
    APPOINT.code: _appoint,
    RELEASE.code: _release,
    SET_MANDATE.code: _set_mandate,
}
