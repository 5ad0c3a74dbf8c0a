"""The list of delegations: who lets whom do what, how far and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel import rulebook
from baro.kernel.permissions import permission_name
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Delegation, DelegationState
from baro.org.rulebook import DelegationRule
from baro.org.verbs import DELEGATE
from baro.trail.words import with_words
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column
from baro.ui.words.cells import badge, shown, text


class DelegationFilter(Filter):
    """Narrows delegations."""

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
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *DelegationState.choices])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Delegations of the words, of one's own post, in a state."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"], "delegator", "delegator__unit", "delegate", "delegate__unit")
        if asked["side"] == "to_report":
            rows = rows.filter(pk__in=Delegation.objects.awaiting_report_of(self.actor).order_by().values("pk"))
        elif asked["side"]:
            side = "delegator" if asked["side"] == "given" else "delegate"
            rows = rows.filter(Q(**{side: self.actor.post_id}) if self.actor.post_id else Q(pk__in=[]))
        return rows.filter(state=asked["state"]) if asked["state"] else rows


def _permissions(_record: Any, value: list[str]) -> SafeString:
    return text(" · ".join(map(permission_name, value)))


def ends_soon(record: Any) -> bool:
    """Whether a delegation in force is as near to its end as the rulebook wants it told."""
    today = timezone.localdate()
    near = rulebook.in_force(DelegationRule, on=today).body.near_end_days
    return record.state == DelegationState.IN_FORCE and (record.last - today).days <= near


def _last_day(record: Any, value: date) -> SafeString:
    soon = format_html(" {}", badge(_("ends soon"), "warn")) if ends_soon(record) else ""
    return format_html("{}{}", shown(value), soon)


class DelegationList(ListPage):
    """Delegations, the newest first."""

    code = "org.delegations"
    title = _("Grants of powers")
    lead = _("Who was granted powers of another post: for what, how far and until when.")
    filter = DelegationFilter
    columns = (
        Column("delegate", sort_by="delegate__name"),
        Column("delegator", sort_by="delegator__name"),
        Column(
            "permissions",
            sortable=False,
            cell=_permissions,
            csv=lambda g: ", ".join(map(permission_name, g.permissions)),
        ),
        Column("unit.name"),
        Column("last", _("Last day"), sort_by="period", cell=_last_day),
        state_column(DelegationState),
        Column("basis", optional=True),
        Column("mark", optional=True),
    )
    url_name = "org.delegation"
    creates = (DELEGATE,)
    empty = Empty(
        _("A grant lets another post do what yours may, for a time; what is done under it names it."), DELEGATE
    )

    def rows(self) -> QuerySet[Delegation]:
        """The delegations that the actor may see."""
        return Delegation.objects.visible_to(self.actor).for_list()

    def created_here(self) -> list[Verb]:
        """Whoever has something to delegate may delegate."""
        return [DELEGATE] if delegable(self.actor) else []

    def offered_when_empty(self) -> Verb | None:
        """Whoever has something to delegate is invited to."""
        return DELEGATE if delegable(self.actor) else None


def delegable(actor: Actor) -> list[str]:
    """The permissions that the actor could delegate somewhere: of their own post, or theirs to delegate once more."""
    if actor.post_id is None:
        return []
    passing = (
        r for r in actor.scopes if not r.delegated or (r.delegated.may_redelegate and not r.delegated.once_redelegated)
    )
    return list(dict.fromkeys(scope.permission for scope in passing))
