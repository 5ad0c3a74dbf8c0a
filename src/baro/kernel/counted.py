"""A number that opens its rows: whatever is counted is declared as a query, and the number is that query's count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Something that is counted for a reader; the list ``list_code`` shows the rows behind the number.

    Kinds of it say what their rows are, and add what else stands beside the number.
    """

    code: str
    label: Any
    list_code: str

    def rows_for(self, actor: Any, day: date) -> Any:
        """The rows behind the number, as far as the actor may see them."""
        raise NotImplementedError

    def count_for(self, actor: Any, day: date) -> int:
        """The number."""
        return int(self.rows_for(actor, day).order_by().count())
