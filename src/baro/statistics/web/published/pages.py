"""What the page of published figures shows, and what is done to them there."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.org.models import Unit
from baro.statistics import verbs as v
from baro.statistics.actions import publishing
from baro.statistics.flow import State
from baro.statistics.models import Publication
from baro.statistics.queries import first_unit
from baro.statistics.web.forms import year_in
from baro.statistics.web.published import forms
from baro.statistics.web.published.shown import shown
from baro.ui.forms import Form
from baro.ui.http import Request
from baro.ui.records import PANELS, Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage
from baro.ui.records.facts import as_code


def _last_year(request: Request) -> dict[str, Any]:
    """The unit and the year of the page from which somebody comes; else the first unit, and last year."""
    seen = Unit.objects.visible_to(request.actor).open()
    unit = seen.filter(code=request.GET.get("unit", "")).first() or first_unit(request.actor)
    return {"unit": unit, "year": year_in(request.GET.get("year")) or timezone.localdate().year - 1}


def _lead(publication: Publication) -> str:
    said = _("%(unit)s, %(period)s, version %(version)s")
    return said % {"unit": publication.unit, "period": publication.period, "version": publication.version}


PUBLICATIONS = RecordPages(
    Publication,
    "figures/published",
    verbs=(
        VerbPage(
            v.PUBLISH,
            publishing.publish,
            Form,
            lead=_(
                "Everybody who may see figures of the unit sees these then. They can be restated, but never changed."
            ),
        ),
        VerbPage(
            v.RESTATE,
            publishing.restate,
            forms.ReasonForm,
            lead=_("The figures are counted anew as the next version. These stay, and are shown beside it."),
        ),
        VerbPage(v.WITHDRAW, publishing.withdraw, forms.ReasonForm, only=lambda one: one.state == State.PUBLISHED),
        VerbPage(v.DISCARD, publishing.discard, forms.ReasonForm),
    ),
    begins=(Beginning(v.FREEZE, publishing.freeze, forms.FreezeForm, initial=_last_year),),
    page=RecordPage(
        crumbs=("statistics.publications",),
        lead=_lead,
        beside=shown,
        sections=(
            Piece("statistics/published/figures.html"),
            Facts(
                _("The publication"),
                (
                    Fact("unit", linked=True),
                    Fact("organisation_on"),
                    Fact("frozen_title", note="frozen_at"),
                    Fact("publisher_title", note="published_at"),
                    Fact("restates", linked=True),
                    Fact("digest", cell=lambda record, value: as_code(record, value[:16])),
                ),
            ),
            PANELS,
        ),
    ),
    related=("unit", "restates"),
)
