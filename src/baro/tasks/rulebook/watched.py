"""When the checks of every day call a task to attention."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from baro.kernel.rulebook.body import RuleBody


class Watched(RuleBody, code="tasks.watched", called=_("When a task is called to attention")):
    """After how many working days something that did not happen is named, and how often is too often."""

    untaken: int = Field(ge=1)
    declined: int = Field(ge=1)
    silent: int = Field(ge=1)
    undecided: int = Field(ge=1)
    unanswered: int = Field(ge=1)
    undone_decision: int = Field(ge=1)
    often_extended: int = Field(ge=1)
    often_returned: int = Field(ge=1)
