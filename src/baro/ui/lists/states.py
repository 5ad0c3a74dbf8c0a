"""The state of a list stands in its address: what is asked, in which order, which columns, which saved view."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.http import QueryDict

from baro.ui.http import number_in
from baro.ui.models import SavedView

# These say how an address is read and are no part of what is shown.
PASSING = {"page", "as", "view"}
NOT_KEPT = PASSING | {"all"}


class ListState:
    """What an address asks of a list, after its saved view was looked up."""

    def __init__(self, asked: QueryDict, views: Sequence[SavedView], *, opens_with: str = "") -> None:
        self.opens_with = opens_with
        self.view = self._view_of(asked, views)
        self.from_view = self.view is not None and not set(asked) - PASSING
        self.query = self._effective(asked)

    @staticmethod
    def _view_of(asked: QueryDict, views: Sequence[SavedView]) -> SavedView | None:
        """The view that the address names; a bare address opens the reader's default."""
        if not asked:
            return next((view for view in views if view.is_default), None)
        return next((view for view in views if str(view.pk) == asked.get("view")), None)

    def _effective(self, asked: QueryDict) -> QueryDict:
        """The whole state: a bare view brings its own, everything else in the address wins over it."""
        if self.from_view and self.view:
            query = QueryDict(self.view.query, mutable=True)
            query["page"] = asked.get("page", "")
        else:
            query = asked.copy() or QueryDict(self.opens_with, mutable=True)
        query.pop("as", None)
        query.pop("view", None)
        if self.view:
            query["view"] = str(self.view.pk)
        for name in list(query):
            if values := [value.replace("\x00", "") for value in query.getlist(name) if value]:
                query.setlist(name, values)
            else:
                del query[name]
        return query

    @property
    def order(self) -> tuple[str, bool]:
        """The column path to sort by ("" for the list's own order), and whether downwards."""
        asked = self.query.get("order", "")
        return asked.removeprefix("-"), asked.startswith("-")

    @property
    def page(self) -> int:
        """The page that was asked for; the first one when that is no number."""
        return max(1, number_in(self.query.get("page")) or 1)

    @property
    def size(self) -> int:
        """How many rows a page is to have; 0 when nothing was asked."""
        return number_in(self.query.get("size")) or 0

    @property
    def chosen_columns(self) -> list[str]:
        """The column paths that the reader chose, in their order; empty for the list's own choice."""
        return [path for value in self.query.getlist("columns") for path in value.split(",") if path]

    @property
    def kept(self) -> str:
        """What a saved view keeps."""
        return Address(self.query).without(*NOT_KEPT).removeprefix("?")

    @property
    def view_changed(self) -> bool:
        """Whether the list shows something else than the chosen view holds."""
        if self.view is None:
            return False
        held = Address(QueryDict(self.view.query)).without(*NOT_KEPT).removeprefix("?")
        return sorted(held.split("&")) != sorted(self.kept.split("&"))


class Address:
    """Makes the links of a list from what it shows."""

    def __init__(self, query: QueryDict, *, has_default: bool = False) -> None:
        self.query = query
        self.has_default = has_default

    def same(self) -> str:
        """The address of exactly this."""
        return self._written(copy(self.query))

    def with_(self, **changed: Any) -> str:
        """The same with some names changed, on the first page unless a page is named."""
        query = copy(self.query)
        query.pop("page", None)
        for name, value in changed.items():
            query[name] = str(value)
        return self._written(query)

    def without(self, *names: str) -> str:
        """The same without some names, on the first page."""
        query = copy(self.query)
        for name in ("page", *names):
            query.pop(name, None)
        return self._written(query)

    def without_value(self, names: Sequence[str], value: str) -> str:
        """The same without one value of a name that has several."""
        query = copy(self.query)
        query.pop("page", None)
        for name in names:
            if name in query:
                query.setlist(name, [v for v in query.getlist(name) if v != value])
        return self._written(query)

    def pairs(self, *, without: set[str]) -> list[tuple[str, str]]:
        """Names and values for the hidden fields of a form."""
        return [(name, value) for name, values in self.query.lists() if name not in without for value in values]

    def _written(self, query: QueryDict) -> str:
        """The address; never so bare that a saved view would come back by itself."""
        for name in [name for name in query if not query.getlist(name)]:
            del query[name]
        if not set(query) - {"view", "page"} and ("view" in query or self.has_default):
            query["all"] = "1"
        return f"?{query.urlencode(safe=',')}"
