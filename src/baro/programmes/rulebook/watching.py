"""What is stuck in a programme, what is shown of it, and what the daily checks look for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from baro.kernel.rulebook.body import RuleBody, Text


class Watching(RuleBody, code="programmes.watching", called=_("What is watched in programmes")):
    """``accept_within`` and ``approve_within`` are working days after which a task is stuck that nobody took on, or a
    result that nobody decided about. ``shown_first`` rows stand under each heading of the page, up to ``drawn_tasks``
    tasks in its chart. Papers of the ``types`` have tasks ``tasks_within`` working days after they were signed; a
    programme has a final review ``final_within`` working days after its period ended.
    """

    accept_within: int = Field(ge=0)
    approve_within: int = Field(ge=0)
    shown_first: int = Field(ge=1)
    drawn_tasks: int = Field(ge=1)
    most_clauses: int = Field(ge=1)
    types: tuple[Text, ...]
    tasks_within: int = Field(ge=0)
    final_within: int = Field(ge=0)
