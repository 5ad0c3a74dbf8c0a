"""The kinds of tasks: what each asks for, what can be done to it, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats
from baro.tasks.rulebook.horizons import HorizonId
from baro.tasks.rulebook.motto import TaskField

Deed = Literal["decline", "report", "ask_extension", "urge", "repeat", "split"]


class Kind(Entry):
    """One kind of task.

    ``without`` are the verbs that make no sense for it, ``leaves_out`` the fields that the motto need not ask for. One
    that ``ends_when_handed_in`` waits for nobody's approval. ``horizon`` is the one it has when nobody chooses another.
    """

    id: Text
    names: Names
    without: tuple[Deed, ...] = ()
    leaves_out: tuple[TaskField, ...] = ()
    ends_when_handed_in: bool = False
    horizon: HorizonId | Literal[""] = ""


class Kinds(RuleBody, code="tasks.kinds", called=_("Kinds of tasks")):
    """The kinds, the ``usual`` one, and the one of what is asked of ``supporting`` units."""

    usual: Text
    supporting: Text
    kinds: tuple[Kind, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_known_kinds(self) -> Self:
        refuse_repeats("kind", [row.id for row in self.kinds])
        known = {row.id for row in self.kinds}
        for named in (self.usual, self.supporting):
            if named not in known:
                raise ValueError(f"{named} is none of the kinds")
        return self

    def of(self, kind: str) -> Kind:
        """A kind by its code; the usual one for a code that the rule no longer knows."""
        rows = {row.id: row for row in self.kinds}
        return rows.get(kind) or rows[self.usual]

    @property
    def given(self) -> tuple[Kind, ...]:
        """The kinds to choose from when a task is given, the usual one first."""
        others = (row for row in self.kinds if row.id not in (self.usual, self.supporting))
        return (self.of(self.usual), *others)

    def named(self) -> Iterator[tuple[Any, Names]]:
        """The kinds by their codes."""
        return ((row.id, row.names) for row in self.kinds)
