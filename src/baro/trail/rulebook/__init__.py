"""How long the trail may wait for its log and its witnesses, and how far a clock may be wrong."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from pydantic import PositiveInt

from baro.kernel.rulebook.body import RuleBody


class Keeping(RuleBody, code="trail.keeping", called=_("Keeping the trail")):
    """When somebody has to look at the trail, because what keeps it does not."""

    witness_hours: PositiveInt  # after which witnesses that were named must have cosigned again
    log_minutes: PositiveInt  # after which an event must stand in the log
    back_minutes: PositiveInt  # by which an event may be dated before one that came earlier: the longest deed

    @property
    def back(self) -> timedelta:
        """How far back an event may be dated without being named."""
        return timedelta(minutes=self.back_minutes)
