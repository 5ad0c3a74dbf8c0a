"""How results are handed in, and how long what was done with them can be corrected."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from baro.kernel.rulebook.body import RuleBody


class Results(RuleBody, code="tasks.results", called=_("How results are handed in and corrected")):
    """Whether a product needs evidence; for how many working days an approval is undone, a task reopened for days."""

    evidence_for_product: bool
    undo_within: int = Field(ge=0)
    reopen_within: int = Field(ge=0)
