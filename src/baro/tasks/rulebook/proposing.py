"""What papers call units, for proposing tasks from their text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from baro.kernel.rulebook.body import Entry, RuleBody, Text


class ShortForm(Entry):
    """Letters that stand for words: UBKT for Ủy ban Kiểm tra."""

    short: Text
    long: Text


class Group(Entry):
    """Words of a group of units, and of which kinds these are."""

    words: tuple[Text, ...] = Field(min_length=1)
    kinds: tuple[Text, ...] = Field(min_length=1)


class Proposing(RuleBody, code="tasks.proposing", called=_("Proposing tasks from a document")):
    """Short forms, bodies outside the organisation, groups; how many proposals one form holds."""

    most_at_once: int = Field(ge=1, le=100)
    short_forms: tuple[ShortForm, ...]
    groups: tuple[Group, ...]
    bodies: tuple[Text, ...]
