"""A number that opens its rows: whatever is counted is declared as a query, and the number is that query's count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Something that is counted for a reader; the list ``list_code`` shows the rows behind the number.

    ``asked`` is what the address of the rows says: the filters of that list where they tell exactly these rows, so that
    they can be narrowed and acted upon there. Kinds of it say what their rows are, and those whose rows no filter tells
    name a page of their own as their `place`.
    """

    code: str
    label: Any
    list_code: str
    asked: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The name and the arguments of the address where the rows are: their list, unless a kind has a page."""
        return self.list_code, ()

    def rows_for(self, actor: Any, day: date) -> Any:
        """The rows behind the number, as far as the actor may see them."""
        raise NotImplementedError

    def count_for(self, actor: Any, day: date) -> int:
        """The number."""
        return int(self.rows_for(actor, day).order_by().count())
