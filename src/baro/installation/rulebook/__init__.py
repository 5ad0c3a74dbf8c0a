"""How accounts are named, how long invitations last, who counts as away."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt

from baro.kernel.rulebook.body import RuleBody


class Naming(StrEnum):
    """How a sign-in name is made of a person's name; Vietnamese names end with the one by which people are called."""

    GIVEN_AND_INITIALS = "given_and_initials"  # Nguyễn Thị Mai: mai.nt
    WHOLE = "whole"  # nguyen.thi.mai
    NUMBER = "number"  # the personnel number


class Accounts(RuleBody, code="installation.accounts", called=_("Accounts and invitations")):
    """How accounts are named, how long an invitation can be used, after how many days somebody counts as away."""

    naming: Naming
    separator: str = Field(max_length=1, pattern=r"^[._-]?$")
    longest_name: int = Field(ge=8, le=60)
    invitation_days: PositiveInt
    away_days: PositiveInt
    most_at_once: PositiveInt
    founding_days: PositiveInt
