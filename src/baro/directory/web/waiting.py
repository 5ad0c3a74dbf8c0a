"""What of the organisation waits for somebody: plans and handovers to sign, reports on granted powers to write."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.org.flow import HandoverState
from baro.org.models import Delegation, Handover, Proposal, Reorganisation
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.words.cells import badge, day


def _late(is_late: bool) -> tuple[SafeString, ...]:
    return (badge(_("the day has passed"), "bad"),) if is_late else ()


def _plans(actor: Actor, _day: date) -> QuerySet[Any]:
    return Reorganisation.objects.to_sign_by(actor)


def _plan(plan: Reorganisation) -> WaitingRow:
    return WaitingRow(
        title=gettext("Sign the reorganisation %(plan)s") % {"plan": plan},
        url=plan.get_absolute_url(),
        facts=(("calendar", format_html("{} {}", _("takes effect on"), day(plan.effective_on))),),
    )


def _delegations(actor: Actor, _day: date) -> QuerySet[Any]:
    return Delegation.objects.awaiting_report_of(actor).select_related("delegator__unit")


def _delegation(delegation: Delegation) -> WaitingRow:
    facts = {"delegator": delegation.delegator.name, "unit": delegation.delegator.unit.name}
    return WaitingRow(
        title=gettext("Report on the powers granted by %(delegator)s, %(unit)s") % facts,
        url=delegation.get_absolute_url(),
        facts=(("calendar", delegation.reports_until),),
        badges=_late(delegation.report_is_late),
    )


def _handovers(actor: Actor, _day: date) -> QuerySet[Any]:
    return Handover.objects.to_sign_by(actor).select_related("post__unit")


def _handover(handover: Handover) -> WaitingRow:
    gives = handover.state == HandoverState.DRAFT
    title = gettext("Sign for handing over %(post)s") if gives else gettext("Sign for taking over %(post)s")
    return WaitingRow(
        title=title % {"post": handover.post},
        url=handover.get_absolute_url(),
        facts=(("calendar", handover.day),),
        badges=_late(handover.is_late),
    )


def _proposals(actor: Actor, _day: date) -> QuerySet[Any]:
    return Proposal.objects.to_decide_by(actor).for_list()


def _proposal(proposal: Proposal) -> WaitingRow:
    return WaitingRow(str(proposal), proposal.get_absolute_url(), (("user", proposal.proposed_by.name),))


waiting_kinds.add(
    Waiting(
        code="org.proposals_to_decide",
        label=pgettext_lazy("personnel", "Proposals"),
        note=_("wait for my decision"),
        tone="accent",
        list_code="org.proposals",
        asked={"mine": "on"},
        inbox=Inbox(among=_proposals, oldest="basis_on", row=_proposal),
        section=Section.DECISION,
        order=33,
    ),
    Waiting(
        code="org.plans_to_sign",
        label=_("Reorganisations"),
        note=_("wait for my signature"),
        tone="accent",
        list_code="org.reorganisations",
        asked={"mine": "on"},
        inbox=Inbox(among=_plans, oldest="effective_on", row=_plan),
        section=Section.DECISION,
        order=30,
    ),
    Waiting(
        code="org.reports_to_write",
        label=_("To report on"),
        note=_("powers granted to me"),
        list_code="org.delegations",
        asked={"side": "to_report"},
        inbox=Inbox(among=_delegations, oldest="reports_until", row=_delegation),
        late=lambda today: Q(reports_until__lt=today),
        order=31,
    ),
    Waiting(
        code="org.handovers_to_sign",
        label=_("Handovers"),
        note=_("wait for my signature"),
        list_code="org.handovers",
        asked={"mine": "on"},
        inbox=Inbox(among=_handovers, oldest="day", row=_handover),
        late=lambda today: Q(day__lt=today),
        order=32,
    ),
)
