"""Which powers make a post one about which nobody decides alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from baro.kernel.rulebook.body import RuleBody, Text


class SecondPerson(RuleBody, code="org.second_person", called=_("Posts that change hands by two")):
    """The permissions that nobody gives or takes alone who does not have them, and how long a proposal waits."""

    powers: tuple[Text, ...] = Field(min_length=1)
    days_to_decide: int = Field(ge=1)
