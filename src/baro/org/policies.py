"""Who may change the organisation."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org import verbs as v
from baro.org.accounts import policies as of_accounts
from baro.org.actors import ANYTHING, Actor
from baro.org.committees.rules import has_own_term, is_committee
from baro.org.committees.terms import newest_term, why_it_stays
from baro.org.importing import policies as of_lists
from baro.org.models import (
    Absence,
    CheckCount,
    Delegation,
    Handover,
    Person,
    Post,
    Proposal,
    Reorganisation,
    Tenure,
    Unit,
)
from baro.org.people import verbs as of_people
from baro.org.people.ends import births_known
from baro.org.powers.second_person import why_not_alone

__all__ = ["of_accounts", "of_lists"]  # those of accounts and of lists stand beside their verbs


def _unit_concerned(record: Any) -> Unit | None:
    """The unit over which the mandate must reach."""
    if isinstance(record, Unit):
        return record.parent
    post = record if isinstance(record, Post) else record.post
    return post.unit


@allows(v.FOUND, v.APPOINT, v.APPOINT_ACTING, v.COUNT_AS)
@allows(v.DRAFT_HANDOVER, v.WITHDRAW_SIGNATURE)
def may_organise(actor: Actor, record: Any) -> Decision:
    """Whoever keeps the organisation for the unit above."""
    unit = _unit_concerned(record)
    if unit is None and actor.holds_anywhere("*"):
        return YES
    if unit is None or not actor.holds("org.organise", unit):
        return forbidden(_("Only who keeps the organisation of the unit above may change it."))
    return YES


def _alone(actor: Actor, decision: Decision, *posts: Post) -> Decision:
    """The decision, unless one of the posts has powers that take a second person, for what nobody can propose."""
    why = why_not_alone(actor, *posts) if decision else ""
    return forbidden(why) if why else decision


@allows(v.CORRECT_TENURE, v.CLOSE_POST)
def may_organise_alone(actor: Actor, post: Post) -> Decision:
    """Whoever keeps the organisation for the unit above, and has the powers of the post."""
    return _alone(actor, may_organise(actor, post), post)


@allows(v.OPEN)
def may_open(actor: Actor, post: Post) -> Decision:
    """Whoever keeps the organisation, while the unit is open."""
    decision = may_organise(actor, post)
    return not_now(_("The unit is closed.")) if decision and post.unit.closed_on else decision


@allows(v.RELEASE)
def may_release(actor: Actor, post: Post) -> Decision:
    """Whoever keeps the organisation, while somebody holds the post or will."""
    decision = may_organise(actor, post)
    held = Tenure.objects.from_day_on(timezone.localdate()).filter(post=post)
    return decision if not decision or held.exists() else not_now(_("Nobody holds or will hold this post."))


@allows(v.CHANGE_UNIT, v.CHANGE_POST, v.CORRECT_UNIT, v.CORRECT_POST)
def may_change(actor: Actor, record: Unit | Post) -> Decision:
    """Whoever keeps the organisation of the unit, never for their own post."""
    unit = record if isinstance(record, Unit) else record.unit
    if not actor.holds("org.organise", unit, record):
        return forbidden(_("Only who keeps the organisation of the unit changes what is recorded of it."))
    if isinstance(record, Post) and actor.is_own(record.pk):
        return forbidden(_("Nobody changes their own post; ask who keeps the organisation above."))
    return _alone(actor, YES, record) if isinstance(record, Post) else YES


@allows(v.ENTER_MEMBERS, v.END_MEMBERSHIP)
def may_keep_committee(actor: Actor, unit: Unit) -> Decision:
    """Whoever keeps the organisation of an elected body."""
    if not actor.holds("org.organise", unit):
        return forbidden(_("Only who keeps the organisation of this unit keeps its terms and members."))
    if unit.closed_on:
        return not_now(_("The unit is closed."))
    if not is_committee(unit):
        return not_now(_("By the rulebook (org.committees) this unit is no elected body."))
    return YES


@allows(of_people.ENTER_BIRTH, of_people.CORRECT_BIRTH)
def may_enter_birth(actor: Actor, person: Person) -> Decision:
    """Whoever keeps the organisation of a unit in which the person holds or held a post, or sits."""
    if actor.person_id == person.pk or not births_known(actor, person):
        return forbidden(_("Only who keeps the organisation of the person's unit enters their birth and sex."))
    return YES


@allows(v.GIVE_QUOTA)
def may_give_quota(actor: Actor, unit: Unit) -> Decision:
    """Whoever keeps the organisation of the unit above; of the top, whoever keeps its own."""
    if not actor.holds("org.organise", unit.parent or unit):
        return forbidden(_("Only who keeps the organisation of the unit above gives a quota."))
    if unit.closed_on:
        return not_now(_("The unit is closed."))
    return YES


@allows(v.OPEN_TERM)
def may_open_term(actor: Actor, unit: Unit) -> Decision:
    """Whoever keeps the organisation of a body that its congress elects."""
    decision = may_keep_committee(actor, unit)
    if decision and not has_own_term(unit):
        return not_now(_("It has the term of the committee that elects it; open the term there."))
    return decision


@allows(v.CANCEL_TERM)
def may_cancel_term(actor: Actor, unit: Unit) -> Decision:
    """Whoever may open a term, while nothing depends on the newest one."""
    if not (decision := may_open_term(actor, unit)):
        return decision
    term = newest_term(unit)
    if term is None:
        return not_now(_("The unit has had no term."))
    return not_now(why) if (why := why_it_stays(term)) else YES


@allows(of_people.MERGE)
def may_merge(actor: Actor, person: Person) -> Decision:
    """Whoever keeps the organisation of every unit in which the person has or had a post, never for themselves."""
    if actor.person_id == person.pk:
        return forbidden(_("Nobody merges their own record; ask who keeps the organisation of the unit above."))
    if not actor.holds_anywhere("org.organise"):
        return forbidden(_("Only who keeps the organisation merges people."))
    units = Unit.objects.filter(posts__tenures__person=person, posts__tenures__superseded=None).distinct()
    if lost := next((unit for unit in units if not actor.holds("org.organise", unit, person)), None):
        sentence = _("%(person)s has or had a post in %(unit)s, whose organisation you do not keep.")
        return forbidden(sentence % {"person": person, "unit": lost})
    if person.merged_into_id is not None:
        return not_now(_("This person was merged into another already."))
    return YES


@allows(v.PREPARE, v.PLAN, v.WITHDRAW)
def may_plan(actor: Actor, record: Reorganisation) -> Decision:
    """Whoever keeps the organisation of the unit for which it is prepared."""
    if not actor.holds("org.organise", record.unit):
        return forbidden(_("Only who keeps the organisation of this unit prepares its reorganisation."))
    return YES


@allows(v.SUBMIT)
def may_submit_plan(actor: Actor, record: Reorganisation) -> Decision:
    """Whoever may plan it, once there is a plan."""
    return may_plan(actor, record) and _is_planned(record)


@allows(v.SIGN)
def may_sign_plan(actor: Actor, record: Reorganisation) -> Decision:
    """Whoever may decide about it, and did not plan it: work and powers of many change hands."""
    if Reorganisation.objects.planned_by(actor).filter(pk=record.pk).exists():
        return forbidden(_("You planned this; a second person signs it."))
    return may_sign(actor, record)


@allows(v.REOPEN)
def may_sign(actor: Actor, record: Reorganisation) -> Decision:
    """Whoever decides about the organisation of the unit."""
    if not actor.holds("org.decide", record.unit):
        return forbidden(_("Only who decides about the organisation of this unit signs its reorganisation."))
    return _is_planned(record)


def _is_planned(record: Reorganisation) -> Decision:
    if not (record.endings.exists() or record.planned_units.exists() or record.changes.exists()):
        return not_now(_("The plan is empty; say first what becomes of which unit."))
    return YES


@allows(v.CARRY_OUT, v.HINDER)
def may_carry_out(actor: Actor, record: Reorganisation) -> Decision:
    """Whoever keeps the organisation, from the day on which it takes effect; on that day it happens by itself."""
    if not actor.holds("org.organise", record.unit):
        return forbidden(_("Only who keeps the organisation of this unit carries its reorganisation out."))
    if timezone.localdate() < record.effective_on:
        sentence = _("It takes effect on %(day)s and happens by itself that morning.")
        return not_now(sentence % {"day": date_format(record.effective_on, "SHORT_DATE_FORMAT")})
    return YES


@allows(v.CLOSE, v.ALTER)
def is_part_of_a_reorganisation(actor: Actor, record: Any) -> Decision:
    """Nobody does this by itself: it happens while a signed reorganisation is carried out."""
    return forbidden(_("This happens only while a signed reorganisation is carried out."))


@allows(v.DELEGATE)
def may_delegation(actor: Actor, delegation: Delegation) -> Decision:
    """Whoever holds the giving post; how much is decided by what that post carries."""
    if actor.post_id is None or actor.post_id != delegation.delegator_id or actor.person_id != delegation.given_by_id:
        return forbidden(_("Only whoever holds a post grants powers of it."))
    return YES


@allows(v.REVOKE)
def may_revoke(actor: Actor, delegation: Delegation) -> Decision:
    """The delegator, a successor in the giving post, or who keeps the organisation of its unit; while it runs.

    Whoever only keeps the organisation has the powers of both posts, unless the grant gives nothing any more.
    """
    gave = actor.post_id is not None and actor.post_id == delegation.delegator_id
    if not (gave or actor.holds("org.organise", delegation.delegator.unit, delegation)):
        return forbidden(_("Only the giver, or who keeps the organisation of the giver's unit, revokes a grant."))
    if delegation.revoked_id is not None:
        return not_now(_("The grant is revoked already."))
    if delegation.last < timezone.localdate():
        return not_now(_("The grant has ended by itself."))
    if gave or Delegation.objects.lapsed(timezone.localdate()).filter(pk=delegation.pk).exists():
        return YES
    return _alone(actor, YES, delegation.delegator, delegation.delegate)


@allows(v.REPORT)
def may_report_on(actor: Actor, delegation: Delegation) -> Decision:
    """Whoever holds the receiving post, where a report is due; once."""
    if actor.post_id is None or actor.post_id != delegation.delegate_id:
        return forbidden(_("Only who was granted the powers reports on their use."))
    if delegation.reports_until is None:
        return not_now(_("The giver did not ask for a report."))
    if delegation.reported_id is not None:
        return not_now(_("The report was handed in already."))
    return YES


@allows(v.SET_MANDATE)
def may_set_mandate(actor: Actor, post: Post) -> Decision:
    """Whoever keeps the organisation of the post's unit, never for their own post."""
    if not actor.holds("org.organise", post.unit, post):
        return forbidden(_("Only who keeps the organisation of the unit says what its posts may do."))
    if actor.is_own(post.pk):
        return forbidden(_("Nobody sets the mandate of their own post; ask who keeps the organisation above."))
    if post.closed_on:
        return not_now(_("The post is closed."))
    return YES


@allows(v.PROPOSE)
def may_propose(actor: Actor, proposal: Proposal) -> Decision:
    """Whoever keeps the organisation of the post's unit, never for their own post."""
    if not actor.holds("org.organise", proposal.post.unit):
        return forbidden(_("Only who keeps the organisation of the unit proposes who holds its posts."))
    if actor.is_own(proposal.post_id):
        return forbidden(_("Nobody changes their own post; ask who keeps the organisation above."))
    return YES


@allows(v.APPROVE_PROPOSAL, v.REFUSE_PROPOSAL)
def may_decide_proposal(actor: Actor, proposal: Proposal) -> Decision:
    """Whoever decides about the organisation of the unit: a second person, whom it does not concern.

    Nobody owes it to who proposed that they may decide.
    """
    if not actor.holds("org.decide", proposal.post.unit):
        return forbidden(_("Only who decides about the organisation of the unit decides about this proposal."))
    if actor.person_id == proposal.proposed_by_id:
        return forbidden(_("You proposed this; a second person decides about it."))
    if proposal.concerns(actor):
        return forbidden(_("This is about yourself; another who decides about the organisation of the unit decides."))
    if Proposal.objects.of_patrons(actor).filter(pk=proposal.pk).exists():
        return forbidden(_("You owe it to who proposed this that you may decide here; another decides about it."))
    if proposal.last < timezone.localdate():
        return not_now(_("The last day to decide about it has passed; it is to be proposed anew."))
    return YES


@allows(v.WITHDRAW_PROPOSAL)
def may_withdraw_proposal(actor: Actor, proposal: Proposal) -> Decision:
    """The person who made it, and who keeps the organisation of the unit."""
    if actor.person_id == proposal.proposed_by_id or actor.holds("org.organise", proposal.post.unit):
        return YES
    return forbidden(_("Only who proposed it, or keeps the organisation of the unit, withdraws it."))


@allows(v.LAPSE_PROPOSAL)
def may_lapse(actor: Actor, proposal: Proposal) -> Decision:
    """The system alone, after the last day to decide."""
    if not actor.holds(ANYTHING, proposal.post.unit):
        return forbidden(_("A proposal lapses by itself."))
    return YES if proposal.last < timezone.localdate() else not_now(_("The proposal still waits for a decision."))


@allows(v.DECLARE_ABSENCE)
def may_declare_absence(actor: Actor, absence: Absence) -> Decision:
    """Everybody for themselves."""
    if actor.person_id is None or actor.person_id != absence.person_id:
        return forbidden(_("Everybody declares only their own absence."))
    if absence.ended_id is not None:
        return not_now(_("This absence has ended already."))
    return YES


@allows(v.END_ABSENCE)
def may_end_absence(actor: Actor, absence: Absence) -> Decision:
    """Everybody from their own absence, while it lasts."""
    if not (decision := may_declare_absence(actor, absence)):
        return decision
    if timezone.localdate() < absence.first:
        return not_now(_("This absence has not begun; take it back instead."))
    if absence.last < timezone.localdate():
        return not_now(_("This absence has ended already."))
    return YES


@allows(v.CANCEL_ABSENCE)
def may_cancel_absence(actor: Actor, absence: Absence) -> Decision:
    """Everybody their own absence, before it begins."""
    if not (decision := may_declare_absence(actor, absence)):
        return decision
    if absence.first <= timezone.localdate():
        return not_now(_("This absence has begun already; say instead that you are back."))
    return YES


@allows(v.HAND_OVER, v.HAND_OVER_FOR)
def may_hand_over(actor: Actor, record: Handover) -> Decision:
    """The one who leaves, from the last day in the post on; for who holds no post any more, who keeps the organisation.

    Signed earlier, it would not list the work that comes until then.
    """
    held = Tenure.objects.on(timezone.localdate()).filter(person=record.from_person_id)
    own = actor.person_id is not None and actor.person_id == record.from_person_id
    if not own and (not actor.holds("org.organise", record.post.unit, record) or held.exists()):
        sentence = _("Only who leaves the post hands it over; for who holds no post any more, the keeper does it.")
        return forbidden(sentence)
    if timezone.localdate() < record.last:
        sentence = _("It lists what is on hand at the end: sign on %(day)s, the last day in the post, or later.")
        return not_now(sentence % {"day": date_format(record.last, "SHORT_DATE_FORMAT")})
    return YES


@allows(v.TAKE_OVER)
def may_take_over(actor: Actor, record: Handover) -> Decision:
    """The one who follows."""
    if record.to_person_id is None:
        return not_now(_("Nobody has been appointed to the post yet."))
    if actor.person_id != record.to_person_id:
        return forbidden(_("Only who follows in the post takes it over."))
    return YES


@allows(v.UNIT_TAKES_EFFECT, v.POST_TAKES_EFFECT)
def may_take_hold(actor: Actor, record: Unit | Post) -> Decision:
    """The system alone, on the day for which it was recorded."""
    if not actor.holds(ANYTHING, record if isinstance(record, Unit) else record.unit):
        return forbidden(_("What was recorded for a day takes hold by itself."))
    return YES


@allows(v.CHECK)
def may_check(actor: Actor, record: CheckCount) -> Decision:
    """The system alone, every night."""
    if not actor.holds(ANYTHING, record.post.unit):
        return forbidden(_("The checks are made by the system."))
    return YES
