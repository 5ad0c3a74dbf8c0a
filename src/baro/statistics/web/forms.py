"""What a page of figures asks for: whose figures, and of which year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.kernel.errors import NotPermitted
from baro.org.models import Unit
from baro.statistics.organisation import DAY, WAYS, Organisation
from baro.statistics.policies import may_see
from baro.statistics.queries import first_unit
from baro.ui.forms import DateField, UnitChoice
from baro.ui.http import Request, number_in
from baro.ui.lists import Filter

EARLIEST, LATEST = 1930, 2200
YEARS_OFFERED = 10


class BranchForm(Filter):
    """Whose figures."""

    unit = UnitChoice(label=gettext_lazy("Unit"))
    in_sight: tuple[str, ...] = ("unit",)

    def clean_unit(self) -> Unit | None:
        """A unit whose figures the reader's post opens.

        Raises ValidationError for any other.
        """
        unit: Unit | None = self.cleaned_data["unit"]
        if unit is not None:
            decision = may_see(self.actor, unit)
            if not decision:
                raise ValidationError(str(decision.sentence))
        return unit

    def filled(self, shown: dict[str, Any]) -> BranchForm:
        """The form with what the page shows."""
        self.initial = shown
        return self


class OrganisationForm(BranchForm):
    """Whose figures, and of which organisation."""

    organisation = forms.ChoiceField(label=gettext_lazy("Count by the organisation"), choices=list(WAYS.items()))
    day = DateField(label=gettext_lazy("On day"), required=False)
    in_sight: tuple[str, ...] = ("unit", "organisation", "day")

    def clean(self) -> dict[str, Any]:
        """A day for the way that needs one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("organisation") == DAY and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say as of which day the organisation is meant."))
        return cleaned


class YearForm(BranchForm):
    """Whose figures, of which year."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int, empty_value=None)
    in_sight: tuple[str, ...] = ("unit", "year")

    def __init__(self, query: Any = None, *, actor: Any = None) -> None:
        super().__init__(query, actor=actor)
        wrong = gettext_lazy("“%(value)s” is not a year; choose one from the list.")
        self.fields["year"].error_messages["invalid_choice"] = wrong
        self.offer(year_in(self.data.get("year")))

    def offer(self, also: int | None) -> None:
        """Offer the last years, and one more that is asked for or shown."""
        this_year = timezone.localdate().year
        years = {*range(this_year - YEARS_OFFERED + 1, this_year + 1), also or this_year}
        self.fields["year"].choices = [(year, str(year)) for year in sorted(years, reverse=True)]  # type: ignore[attr-defined]

    def filled(self, shown: dict[str, Any]) -> YearForm:
        """The form with what the page shows."""
        super().filled(shown)
        self.offer(shown["year"])
        return self


def organisation_in(asked: dict[str, Any]) -> Organisation:
    """The organisation that a form asks for; as it is today when the day is missing, which the form says."""
    way, day = asked.get("organisation"), asked.get("day")
    return Organisation() if way == DAY and day is None else Organisation.named(way, day)


def year_in(text: str | None) -> int | None:
    """The year that an address asks for, when there can be figures of it."""
    number = number_in(text)
    return number if number is not None and EARLIEST <= number <= LATEST else None


def chosen(
    request: Request, kind: type[BranchForm], query: Any = None, **defaults: Any
) -> tuple[BranchForm, dict[str, Any]]:
    """The form as it is to be shown, and what it asks for, completed by the reader's first unit and the defaults.

    What is asked stands in the address, unless it is given as a ``query``.

    Raises NotPermitted for a reader who sees no figures at all.
    """
    home = first_unit(request.actor)
    if home is None:
        raise NotPermitted(_("Your post opens no figures. Ask who keeps the organisation's posts for that duty."))
    form = kind(request.GET if query is None else query, actor=request.actor)
    form.settle()
    asked = {"unit": home} | defaults | dict(form.asked())
    return form if form.errors else kind(actor=request.actor).filled(asked), asked
