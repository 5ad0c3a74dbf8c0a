"""Which documents hold until they are ended, and which of our own are looked at again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt

from baro.kernel.rulebook.body import Certain, RuleBody, Text


class Reviewed(Certain):
    """The types that are reviewed, and after how many years at the latest."""

    types: tuple[Text, ...] = Field(min_length=1)
    after_years: PositiveInt


class Lasting(RuleBody, code="documents.force", called=_("Force and review of documents")):
    """Of which types it is said whether they are in force, and which are reviewed."""

    types: tuple[Text, ...] = Field(min_length=1)
    reviewed: Reviewed
