"""Who may do which verb to a yearly report, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import DRAFT as DRAFT_DOCUMENT
from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.actors import Actor
from baro.org.policies import is_part_of_a_reorganisation
from baro.reports import verbs as v
from baro.reports.models import Report


@allows(v.DRAFT)
def may_draft(actor: Actor, report: Report) -> Decision:
    """Whoever writes the reports of the unit."""
    if not actor.holds(v.DRAFT, report.unit, report):
        return forbidden(_("You cannot write yearly reports of this unit. Its head can give your post this power."))
    return YES


@allows(v.WRITE, v.SUBMIT, v.WITHDRAW, v.CANCEL)
def may_write(actor: Actor, report: Report) -> Decision:
    """The post that began the report, and whoever writes reports of the unit."""
    own = actor.post_id is not None and actor.post_id == report.writer_post_id
    if not own and not actor.holds(v.DRAFT, report.unit, report):
        return forbidden(_("Only a person who writes yearly reports of this unit can change this one."))
    return YES


@allows(v.APPROVE, v.RETURN)
def may_decide(actor: Actor, report: Report) -> Decision:
    """Whoever approves the reports of the unit, never one that they wrote or submitted themselves."""
    wrote = actor.person_id is not None and actor.person_id in (report.written_by_id, report.submitted_by_id)
    if wrote or actor.is_own(report.writer_post_id):
        return forbidden(_("You cannot decide about a report that you wrote. Another person must approve it."))
    if not actor.holds(v.APPROVE, report.unit, report):
        return forbidden(_("Only a person who approves yearly reports of this unit can decide about this one."))
    return YES


@allows(v.HAND_ON)
def may_hand_on(actor: Actor, report: Report) -> Decision:
    """Whoever writes reports of the unit, once."""
    if not actor.holds(v.DRAFT, report.unit, report):
        return forbidden(_("Only a person who writes yearly reports of this unit can make it a document."))
    if not actor.holds(DRAFT_DOCUMENT, report.unit, report):
        return forbidden(_("Only a person who drafts documents of this unit can make it a document."))
    if report.document_id:
        return not_now(_("The report is a document already. Go on with that document."))
    return YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)
