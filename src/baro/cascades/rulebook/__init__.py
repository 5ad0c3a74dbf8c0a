"""How large a cascade may be, and how much earlier the units below answer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import NonNegativeInt, PositiveInt

from baro.kernel.rulebook.body import RuleBody


class CascadeLimits(RuleBody, code="cascades.limits", called=_("Work for many units")):
    """What one cascade may ask, of how many units, and until when the level below has time."""

    most_fields: PositiveInt
    most_recipients: PositiveInt
    earlier_below: NonNegativeInt  # working days by which the units below answer before the unit that forwards
