"""The pages of grants: who lets whom do what, until when, and what was done under it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from baro.directory.web.wording import GrantForm, ReportForm, RevokeForm, ceiling_typed, ceiling_words
from baro.kernel import rulebook
from baro.kernel.duties import duty_name
from baro.kernel.errors import NotPermitted
from baro.kernel.rules import Delegation
from baro.kernel.verbs import Verb
from baro.org.actions import granting
from baro.org.actions.granting import Powers, Terms
from baro.org.actors import Actor
from baro.org.models import Grant, GrantState, Post, Unit
from baro.org.queries import people_seen
from baro.org.verbs import GRANT, REPORT_ON, REVOKE
from baro.trail.models import Event
from baro.trail.words import with_words
from baro.ui.cells import badge, shown, text
from baro.ui.filters import Filter, Words
from baro.ui.forms import act_through_form
from baro.ui.http import Request
from baro.ui.lists import Column, Empty, ListPage

ACTS_SHOWN = 100
TONES = {
    GrantState.IN_FORCE: "good",
    GrantState.WAITS: "info",
    GrantState.TO_COME: "info",
    GrantState.LAPSED: "warn",
    GrantState.ENDED: "neutral",
    GrantState.REVOKED: "bad",
}


class GrantFilter(Filter):
    """Narrows grants."""

    in_sight = ("q", "side", "state")

    q = Words(label=_("Post or unit"))
    side = forms.ChoiceField(
        label=_("Whose"),
        choices=[
            ("", pgettext_lazy("grants", "given by anybody")),
            ("given", pgettext_lazy("grants", "given by my post")),
            ("received", pgettext_lazy("grants", "given to my post")),
            ("to_report", pgettext_lazy("grants", "my post has to report on")),
        ],
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("every state")), *GrantState.choices])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Grants of the words, of one's own post, in a state."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"], "giver", "giver__unit", "receiver", "receiver__unit")
        if asked["side"] == "to_report":
            rows = rows.filter(pk__in=Grant.objects.awaiting_report_of(self.actor).order_by().values("pk"))
        elif asked["side"]:
            side = "giver" if asked["side"] == "given" else "receiver"
            rows = rows.filter(Q(**{side: self.actor.post_id}) if self.actor.post_id else Q(pk__in=[]))
        return rows.filter(state=asked["state"]) if asked["state"] else rows


def _duties(_record: Any, value: list[str]) -> SafeString:
    return text(" · ".join(map(duty_name, value)))


def _state(_record: Any, value: str) -> SafeString:
    state = GrantState(value)
    return badge(state.label, TONES[state])


def ends_soon(record: Any) -> bool:
    """Whether a grant in force is as near to its end as the rulebook wants it told."""
    today = timezone.localdate()
    near = rulebook.in_force(Delegation, on=today).body.near_end_days
    return record.state == GrantState.IN_FORCE and (record.last - today).days <= near


def _last_day(record: Any, value: date) -> SafeString:
    soon = format_html(" {}", badge(_("ends soon"), "warn")) if ends_soon(record) else ""
    return format_html("{}{}", shown(value), soon)


class GrantList(ListPage):
    """Grants, the newest first."""

    code = "org.grants"
    title = _("Grants of powers")
    lead = _("Who was granted powers of another post: for what, how far and until when.")
    filter = GrantFilter
    columns = (
        Column("receiver", _("Granted to"), sort_by="receiver__name"),
        Column("giver", _("Granted by"), sort_by="giver__name"),
        Column("duties", _("Duties"), sortable=False, cell=_duties, csv=lambda g: ", ".join(map(duty_name, g.duties))),
        Column("unit.name", _("In")),
        Column("last", _("Last day"), sort_by="period", cell=_last_day),
        Column("state", _("State"), sortable=False, cell=_state, csv=lambda g: GrantState(g.state).label),
        Column("basis", _("Legal basis"), optional=True),
        Column("mark", _("Signing mark"), optional=True),
    )
    url_name = "org.grant"
    creates = (GRANT,)
    empty = Empty(_("A grant lets another post do what yours may, for a time; what is done under it names it."), GRANT)

    def rows(self) -> QuerySet[Grant]:
        """The grants that the actor may see."""
        return Grant.objects.visible_to(self.actor).for_list()

    def created_here(self) -> list[Verb]:
        """Whoever has something to grant may grant."""
        return [GRANT] if grantable(self.actor) else []

    def offered_when_empty(self) -> Verb | None:
        """Whoever has something to grant is invited to."""
        return GRANT if grantable(self.actor) else None


def grantable(actor: Actor) -> list[str]:
    """The duties that the actor could grant somewhere: of their own post, or received with the word to pass them on."""
    if actor.post_id is None:
        return []
    passing = (r for r in actor.reaches if not r.granted or (r.granted.may_pass_on and not r.granted.once_passed_on))
    return list(dict.fromkeys(reach.duty for reach in passing))


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """A grant with everything that was done under it.

    Raises Http404 when the actor cannot see it.
    """
    record = get_object_or_404(Grant.objects.visible_to(request.actor).for_list(), pk=pk)
    acts = Event.objects.under(record)
    context = {
        "record": record,
        "state": GrantState(record.state),
        "tone": TONES[GrantState(record.state)],
        "duties": [(duty_name(duty), duty in (record.granted or ())) for duty in record.duties],
        "limits": ceiling_words(record.limits),
        "acts": acts[:ACTS_SHOWN],
        "count": acts.count(),
        "verbs": f"{REPORT_ON} {REVOKE}" if record.asks_for_report else REVOKE.code,
        "seen_people": people_seen(request.actor, [record.given_by]),
        "is_receiver": record.receiver_id == request.actor.post_id,
        "ends_soon": ends_soon(record),
        "report_late": record.report_is_late,
    }
    return TemplateResponse(request, "directory/grant.html", context)


def grant(request: Request) -> HttpResponse:
    """Grant powers of one's post, in one's own unit unless another is chosen.

    Raises NotPermitted before anything is typed in vain.
    """
    duties = grantable(request.actor)
    if not duties:
        raise NotPermitted(_("Your post carries nothing that could be granted."))
    own = Unit.objects.open().filter(pk=request.actor.unit_id).first()  # sees: one's own
    return act_through_form(
        request,
        GrantForm,
        _grant,
        verb=GRANT,
        record=Grant(giver_id=request.actor.post_id or 0, given_by_id=request.actor.person_id or 0),
        initial={"first": timezone.localdate(), "unit": own},
        context={"back": reverse("org.grants"), "lead": GrantForm.lead, "record": None},
        duties=duties,
    )


def _grant(
    *,
    receiver: Post,
    duties: list[str],
    unit: Unit,
    below: bool,
    types: list[str],
    urgency: str,
    mark: str,
    first: date,
    last: date,
    also_if_outside: bool,
    by: Actor,
    **terms: Any,
) -> Grant:
    """What was typed, as the action wants it."""
    powers = Powers(duties, unit, below=below, ceiling=ceiling_typed(types, urgency), mark=mark)
    return granting.grant(receiver, powers, Terms(first, last, **terms), by=by, also_if_outside=also_if_outside)


def revoke(request: Request, pk: int) -> HttpResponse:
    """End a grant."""
    record = get_object_or_404(Grant.objects.visible_to(request.actor).for_list(), pk=pk)
    return act_through_form(request, RevokeForm, partial(granting.revoke, pk), verb=REVOKE, record=record)


def report_on(request: Request, pk: int) -> HttpResponse:
    """Report what was done under a grant."""
    record = get_object_or_404(Grant.objects.visible_to(request.actor).for_list(), pk=pk)
    return act_through_form(request, ReportForm, partial(granting.report_on, pk), verb=REPORT_ON, record=record)
