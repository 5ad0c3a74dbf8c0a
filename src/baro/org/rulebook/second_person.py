"""Which powers make a post one about which nobody decides alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from baro.kernel.rulebook.body import RuleBody, Text


class SecondPerson(RuleBody, code="org.second_person", called=_("Posts that change hands by two")):
    """The permissions that make a post one that is proposed by one person and decided by a second."""

    powers: tuple[Text, ...] = Field(min_length=1)
