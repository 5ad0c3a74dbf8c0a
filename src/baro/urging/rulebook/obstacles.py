"""For how long an obstacle may hold urging up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from baro.kernel.rulebook.body import RuleBody


class Obstacles(RuleBody, code="urging.obstacles", called=_("Obstacles of tasks")):
    """An obstacle is to be removed within so many working days, and a task has so many open ones at once."""

    most_working_days: int = Field(ge=1)
    most_at_once: int = Field(ge=1)
