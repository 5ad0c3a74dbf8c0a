"""Who may do which verb in oversight, and why not."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.kernel.periods import spoken_day
from baro.org.actors import ANYTHING, Actor
from baro.org.policies import is_part_of_a_reorganisation
from baro.oversight import discipline
from baro.oversight import verbs as v
from baro.oversight.flow import PaperState
from baro.oversight.models import Appeal, Case, Finding, Paper, Penalty, Side
from baro.tasks.verbs import ASSIGN

OWN_CASE = _("This case is about you or a unit that you head. Another person must do it.")


@allows(v.OPEN)
def may_open(actor: Actor, case: Case) -> Decision:
    """Whoever opens cases of the body."""
    if not actor.holds(v.OPEN, case.unit, case):
        return forbidden(_("You cannot open cases of this body. Its head can give your post this power."))
    return YES


def leads(actor: Actor, case: Case) -> Decision:
    """Whoever opens cases of the body, and whoever leads the team; never in their own case."""
    if case.concerns(actor):
        return forbidden(OWN_CASE)
    seat = case.seat_of(actor)
    if not (seat and seat.leads) and not actor.holds(v.OPEN, case.unit, case):
        return forbidden(_("Only the leader of the team, or a person who opens cases of the body, can do this."))
    return YES


def works(actor: Actor, case: Case) -> Decision:
    """Whoever is in the team."""
    if case.concerns(actor):
        return forbidden(OWN_CASE)
    if case.seat_of(actor) is None:
        return forbidden(_("Only a member of the team can do this."))
    return YES


@allows(v.APPOINT, v.RELEASE, v.EXTEND, v.STOP, v.PENALISE, v.TRANSFER)
def may_lead(actor: Actor, case: Case) -> Decision:
    """Whoever leads the case."""
    return leads(actor, case)


@allows(v.DECLARE)
def may_declare(actor: Actor, case: Case) -> Decision:
    """Whoever is in the team."""
    if case.seat_of(actor) is None:
        return forbidden(_("You are not in the team of this case."))
    return YES


@allows(v.ANNOUNCE)
def may_announce(actor: Actor, case: Case) -> Decision:
    """Whoever leads the case, once somebody leads the team."""
    if not (decision := leads(actor, case)):
        return decision
    if not case.seats.filter(left_on=None, leads=True).exists():
        return not_now(_("Nobody leads the team yet. Appoint its leader first."))
    return YES


@allows(v.FIND)
def may_find(actor: Actor, case: Case) -> Decision:
    """Whoever is in the team."""
    return works(actor, case)


@allows(v.PRESENT)
def may_present(actor: Actor, case: Case) -> Decision:
    """Whoever leads the case, once there is something to present."""
    if not (decision := leads(actor, case)):
        return decision
    if not case.findings.counting().exists():
        return not_now(_("Nothing was found yet. Record what was found, strengths too."))
    return YES


@allows(v.CLOSE)
def may_close(actor: Actor, case: Case) -> Decision:
    """Whoever leads the case, once every prescribed paper is done."""
    if not (decision := leads(actor, case)):
        return decision
    if count := case.papers.exclude(state=PaperState.DONE).count():
        sentence = ngettext(
            "%(count)s prescribed paper is not done. Finish it first, or say there why it is not needed.",
            "%(count)s prescribed papers are not done. Finish them first, or say there why they are not needed.",
            count,
        )
        return not_now(sentence % {"count": count})
    return YES


@allows(v.CLEAR)
def may_clear(actor: Actor, case: Case) -> Decision:
    """Nobody by hand: it follows when the last discipline of the case is annulled."""
    if not actor.holds(ANYTHING, case.unit):
        return forbidden(_("This follows when a complaint is decided."))
    return YES


@allows(v.READ)
def may_read(actor: Actor, case: Case) -> Decision:
    """Whoever can see the case."""
    return YES


@allows(v.EXPLAIN)
def may_explain(actor: Actor, side: Side) -> Decision:
    """Whom the case concerns, while it is not closed."""
    if not side.case.concerns(actor):
        return forbidden(_("Only the subject of the case can state a view here."))
    if side.case.closed_on is not None:
        return not_now(_("The case is closed. You can complain about discipline that follows from it."))
    return YES


@allows(v.BEGIN_PAPER, v.FINISH_PAPER, v.REOPEN_PAPER)
def may_keep_papers(actor: Actor, paper: Paper) -> Decision:
    """Whoever is in the team, until the case is closed."""
    if not (decision := works(actor, paper.case)):
        return decision
    if paper.case.closed_on is not None:
        return not_now(_("The case is closed, and its file with it."))
    return YES


@allows(v.RECORD, v.PROPOSE, v.FILE, v.SET_PAPER)
def may_begin(actor: Actor, record: Finding | Penalty | Appeal | Paper) -> Decision:
    """It follows from a deed in the case, whose policy was asked."""
    return YES


@allows(v.REVISE)
def may_revise(actor: Actor, finding: Finding) -> Decision:
    """Whoever is in the team, until the findings are presented."""
    if not (decision := works(actor, finding.case)):
        return decision
    if finding.case.presented_on is not None:
        return not_now(_("The findings were presented. What is wrong can be withdrawn with a reason."))
    return YES


@allows(v.WITHDRAW)
def may_withdraw(actor: Actor, finding: Finding) -> Decision:
    """Whoever leads the case."""
    return leads(actor, finding.case)


@allows(v.ORDER)
def may_order(actor: Actor, finding: Finding) -> Decision:
    """Whoever leads the case or is in its team, once it was presented, and gives work in the unit concerned."""
    if not (works(actor, finding.case) or leads(actor, finding.case)):
        return works(actor, finding.case)
    if finding.case.presented_on is None:
        return not_now(_("The findings were not presented yet. Present them first."))
    if not actor.holds(ASSIGN, finding.case.subject_unit):
        return forbidden(_("You cannot assign tasks in the unit concerned. Ask a person of the body who can."))
    return YES


@allows(v.SETTLE)
def may_settle(actor: Actor, finding: Finding) -> Decision:
    """A second person of the case, once every remedy was accepted."""
    if not (works(actor, finding.case) or leads(actor, finding.case)):
        return works(actor, finding.case)
    if actor.person_id is not None and actor.person_id == finding.found_by_id:
        return forbidden(_("You recorded this finding. A second person must see that it is settled."))
    if finding.case.presented_on is None:
        return not_now(_("The findings were not presented yet. Present them first."))
    if count := finding.open_tasks.count():
        sentence = ngettext(
            "%(count)s remedy is not accepted yet. Its task must be finished first.",
            "%(count)s remedies are not accepted yet. Their tasks must be finished first.",
            count,
        )
        return not_now(sentence % {"count": count})
    return YES


@allows(v.HEAR)
def may_hear(actor: Actor, penalty: Penalty) -> Decision:
    """Whoever leads the case, and whoever enters decisions of the body."""
    if decides(actor, penalty):
        return YES
    return leads(actor, penalty.case)


def decides(actor: Actor, penalty: Penalty) -> Decision:
    """Whoever enters decisions of the body, never about themselves."""
    if penalty.case.concerns(actor):
        return forbidden(OWN_CASE)
    if not actor.holds(v.DECIDE, penalty.unit, penalty):
        return forbidden(_("Only a person who enters decisions of the deciding body can do this."))
    return YES


@allows(v.DECIDE, v.DROP)
def may_decide(actor: Actor, penalty: Penalty) -> Decision:
    """Whoever enters decisions of the body."""
    return decides(actor, penalty)


@allows(v.LAPSE, v.ALTER, v.ANNUL_PENALTY)
def may_follow(actor: Actor, penalty: Penalty) -> Decision:
    """Nobody by hand: it follows from a day, or from a decision about a complaint."""
    if not actor.holds(ANYTHING, penalty.unit):
        return forbidden(_("This follows from a day, or from the decision about a complaint."))
    return YES


@allows(v.APPEAL)
def may_appeal(actor: Actor, penalty: Penalty) -> Decision:
    """Whom it concerns, within the time for complaints, while none is open."""
    if not penalty.case.concerns(actor):
        return forbidden(_("Only the subject of the discipline can complain about it."))
    if penalty.appeals.exists():
        return not_now(_("You complained already. The answer stands on the page of your complaint."))
    if penalty.decided_on and (last := discipline.complaint_until(penalty.decided_on)) < timezone.localdate():
        sentence = _("The time for complaints ended on %(day)s.")
        return not_now(sentence % {"day": spoken_day(last)})
    return YES


@allows(v.KEEP, v.CHANGE, v.ANNUL)
def may_judge(actor: Actor, appeal: Appeal) -> Decision:
    """Whoever enters decisions of the body above; nobody whom it concerns, who decided, or who worked on the case."""
    penalty = appeal.penalty
    if penalty.case.concerns(actor):
        return forbidden(OWN_CASE)
    if not actor.holds(v.KEEP, appeal.unit, appeal):
        return forbidden(_("Only a person who enters decisions about complaints in the body above can do this."))
    worked = penalty.case.seats.filter(person=actor.person_id).exists()
    if actor.person_id is not None and (worked or actor.person_id == penalty.decided_by_id):
        return forbidden(_("You worked on this case or entered its decision. Another person must decide."))
    return YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)
allows(v.PASS_PENALTY_ON)(is_part_of_a_reorganisation)
allows(v.PASS_APPEAL_ON)(is_part_of_a_reorganisation)
