"""How many backups are kept, and when their age is a reason to worry."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import PositiveInt

from baro.kernel.rulebook.body import RuleBody


class Backups(RuleBody, code="operation.backups", called=_("Backups")):
    """How many backups are kept, how old the last one may be, how long ago one must have been verified."""

    daily: PositiveInt
    weekly: PositiveInt
    monthly: PositiveInt
    oldest_hours: PositiveInt
    verified_days: PositiveInt
    clock_minutes: PositiveInt
