"""What waits for somebody among figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.statistics.flow import State
from baro.statistics.models import Publication
from baro.statistics.verbs import PUBLISH
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds


def to_publish(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """The frozen figures that the actor may publish: never those that they froze."""
    # sees: what is open to be decided
    rows = Publication.objects.filter(Publication.objects.all().open_to(actor, PUBLISH), state=State.FROZEN)
    own = Q(frozen_post__in=actor.own_posts) | Q(frozen_by=actor.person_id or 0)
    # excluded by keys: a column that is empty would take its row along
    return rows.exclude(pk__in=rows.filter(own).order_by().values("pk")).for_list()


def _row(publication: Publication) -> WaitingRow:
    facts = (("building", publication.unit.name), ("calendar", publication.period), ("user", publication.frozen_title))
    return WaitingRow(str(publication), publication.get_absolute_url(), facts)


waiting_kinds.add(
    Waiting(
        code="statistics.to_publish",
        label=_("Figures to publish"),
        note=_("frozen in my unit"),
        tone="accent",
        list_code="statistics.publications",
        asked={"mine": "on"},
        inbox=Inbox(among=to_publish, oldest="organisation_on", row=_row),
        section=Section.DECISION,
        order=54,
    )
)
