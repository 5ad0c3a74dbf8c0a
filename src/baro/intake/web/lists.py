"""The list of deliveries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.intake.flow import State
from baro.intake.models import Channel, Delivery, registered
from baro.intake.web.waiting import to_register
from baro.ui.forms import Period
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_badge
from baro.ui.words.cells import badge

WHICH = {"waiting": _("To be registered"), "registered": _("Registered"), "aside": _("Set aside")}


def registered_badge(delivery: Delivery) -> SafeString:
    """That a paper of it is in a register."""
    found = Delivery.objects.registered().filter(pk=delivery.pk).exists()  # sees: it is seen already
    return badge(gettext("Registered"), "good") if found else SafeString("")


def _standing(delivery: Any, _value: Any = None) -> SafeString:
    """Where it stands: in the register, set aside, or still to be registered."""
    return badge(gettext("Registered"), "good") if delivery.is_registered else state_badge(State(delivery.state))


def _in_words(delivery: Any) -> str:
    return gettext("Registered") if delivery.is_registered else str(State(delivery.state).label)


class DeliveryFilter(Filter):
    """Narrows deliveries."""

    in_sight = ("q", "which")

    q = Words(label=_("Sender, subject or words"))
    which = forms.ChoiceField(label=_("Show"), choices=[("", _("Any")), *WHICH.items()])
    channel = forms.MultipleChoiceField(label=_("Came by"), choices=Channel.choices)
    days = Period(label=_("Came between"))
    mine = forms.BooleanField(label=_("Only what waits for me"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Deliveries of the words, the ways, the days."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(Q(sender__icontains=words) | Q(subject__icontains=words) | Q(words__icontains=words))
        if which := asked.get("which"):
            narrowed = {"registered": registered(), "aside": Q(state=State.ASIDE)}
            rows = rows.filter(narrowed.get(which, ~registered() & Q(state=State.ARRIVED)))
        if channels := asked.get("channel"):
            rows = rows.filter(channel__in=channels)
        if asked.get("mine"):
            rows = rows.filter(pk__in=to_register(self.actor).order_by().values("pk"))
        return days.narrow(rows, "came_on") if (days := asked.get("days")) else rows


class DeliveryList(ListPage):
    """Everything that came for the registers that the reader keeps."""

    code = "intake.deliveries"
    title = _("Mailbox and scanner")
    lead = _("What came by e-mail or from a scanner, before it is registered.")
    filter = DeliveryFilter
    order = ("-came_on", "-pk")
    url_name = "intake.delivery"
    empty = Empty(_("E-mails and scanned files for your register stand here once whoever runs Baro connects them."))
    columns = (
        Column("__str__", _("What came"), sortable=False, wide=True),
        Column("sender", _("Sender"), sortable=False),
        Column("came_on"),
        Column("channel", sortable=False, optional=True),
        Column("state", _("State"), sortable=False, cell=_standing, csv=_in_words),
        Column("unit.name", _("Unit"), sort_by="unit__path", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The deliveries of the reader's registers."""
        return Delivery.objects.visible_to(self.actor).for_list()
