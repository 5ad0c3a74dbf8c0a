"""The list of grants: who lets whom do what, how far and until when."""

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
from baro.kernel.duties import duty_name
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Grant, GrantState
from baro.org.rulebook import Delegation
from baro.org.verbs import GRANT
from baro.trail.words import with_words
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column
from baro.ui.words.cells import badge, shown, text


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
        Column("receiver", sort_by="receiver__name"),
        Column("giver", sort_by="giver__name"),
        Column("duties", sortable=False, cell=_duties, csv=lambda g: ", ".join(map(duty_name, g.duties))),
        Column("unit.name"),
        Column("last", _("Last day"), sort_by="period", cell=_last_day),
        state_column(GrantState),
        Column("basis", optional=True),
        Column("mark", optional=True),
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
