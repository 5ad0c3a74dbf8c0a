"""How incoming documents are handled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt

from baro.kernel.rulebook.body import RuleBody


class Handling(RuleBody, code="documents.handling", called=_("Handling incoming documents")):
    """How fast incoming documents are registered, forwarded and answered."""

    register_within_working_days: int = Field(ge=0)
    register_latest_working_days: int = Field(ge=0)
    dispatch_latest_working_days: int = Field(ge=0)
    default_deadline_days: PositiveInt
    deadline_on_a_day_off_moves: Literal["to_the_next_working_day", "not_at_all"]
    near_due_working_days: int = Field(ge=0)
    corrected_within_days: PositiveInt

    def last_day_to_correct(self, arrived_on: date) -> date:
        """Until when the entry of a document that arrived on a day may be corrected."""
        return arrived_on + timedelta(days=self.corrected_within_days)
