"""The deadlines of returns: on boards, in calendars."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.org.models import Mandate
from baro.returns.flow import WITH_UNIT, State
from baro.returns.models import Return
from baro.returns.verbs import FILL
from baro.returns.web.waiting import _row
from baro.ui.counts.dated import Dated, Grouping, dated_kinds, lanes_of_states


def _among(actor: Actor) -> QuerySet[Any]:
    """The returns that the actor sees and that are with their units."""
    return Return.objects.visible_to(actor).filter(state__in=WITH_UNIT).for_list()


def _of(posts: Collection[int]) -> Q:
    """Those of the units for which the posts fill in returns."""
    held = Mandate.objects.filter(post__in=posts, permissions__contains=[FILL.permission])
    return Q(unit__in=held.order_by().values("unit"))


def _said(one: Return) -> str:
    return gettext("Return due: %(name)s") % {"name": one}


dated_kinds.add(
    Dated(
        code="returns.due",
        label=_("Deadlines of returns"),
        icon="clipboard-list",
        day="due_on",
        among=_among,
        of=_of,
        row=_row,
        said=_said,
        groupings=(Grouping("state", _("By state"), lanes_of_states(State, *WITH_UNIT)),),
    )
)
