"""The rows that a list shows: what its address asks, narrowed, ordered, counted, one page of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar

from django.db.models import OrderBy, QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.formats import number_format

from baro.org.actors import Actor
from baro.trail.alphabet import Alphabetical
from baro.ui.http import Request
from baro.ui.lists.columns import Column, style_of
from baro.ui.lists.exports import Export, Sheet, dated, refuse_too_many
from baro.ui.lists.filters import Filter, Words
from baro.ui.lists.states import ListState
from baro.ui.models import SavedView

COUNTED = 10_000
COUNTED_BY_WORDS = 1_000  # each row that holds the words is looked at for it
DEEPEST_PAGE = 200
SIZES = (20, 50, 100)
CHUNK = 2000
WIDTHS = {"cell-wide": 70, "cell-words": 32, "cell-date": 12, "cell-number": 12}


class FoundRows:
    """The rows of one list for one reader and one address; every query happens when first needed, and once."""

    code: ClassVar[str] = ""
    filter: ClassVar[type[Filter]] = Filter
    columns: tuple[Column, ...] = ()
    order: ClassVar[str | tuple[str | OrderBy, ...]] = "-pk"
    per_page: ClassVar[int] = 50
    opens_with: ClassVar[str] = ""

    def __init__(self, actor: Actor, query: QueryDict, *, among: QuerySet[Any] | None = None) -> None:
        self.actor = actor
        self.among = among
        self.state = ListState(query, self.views, opens_with="" if among is not None else self.opens_with)

    @cached_property
    def size(self) -> int:
        """How many rows a page has: as the reader chose, else as the list declares."""
        return self.state.size if self.state.size in SIZES else self.per_page

    def rows(self) -> QuerySet[Any]:
        """Everything that the actor may see in this list."""
        raise NotImplementedError

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what columns and order need beside them, also those that another page brings."""
        return rows

    @cached_property
    def views(self) -> list[SavedView]:
        """The reader's saved views of this list, in one query; none for rows that another page brings."""
        if self.among is not None or self.actor.account_id is None:
            return []
        return list(
            SavedView.objects.filter(account_id=self.actor.account_id, list_code=self.code).order_by(
                Alphabetical("name"), "pk"
            )
        )

    @cached_property
    def form(self) -> Filter:
        """The filter, settled."""
        form = self.filter(self.state.query, actor=self.actor)
        form.settle()
        return form

    @cached_property
    def base(self) -> QuerySet[Any]:
        """The rows before anything is asked."""
        return self.completed(self.rows() if self.among is None else self.among)

    @cached_property
    def visible_columns(self) -> list[Column]:
        """The columns that the reader chose; the first one always stands, because it leads to the record."""
        chosen = self.state.chosen_columns
        wanted = [c for c in self.columns[1:] if (c.path in chosen if chosen else not c.optional)]
        return [self.columns[0], *sorted(wanted, key=lambda c: chosen.index(c.path) if chosen else 0)]

    @cached_property
    def sorted_column(self) -> tuple[Column | None, bool]:
        """The column that the reader sorts by, and whether downwards."""
        name, falling = self.state.order
        column = next((c for c in self.columns if c.path == name and c.sort_paths(self.base.model)), None)
        return column, falling

    @cached_property
    def found(self) -> QuerySet[Any]:
        """The rows that fit, in a stable order."""
        rows = self.form.narrow(self.base)
        column, falling = self.sorted_column
        if column:
            model = self.base.model
            as_kept = column.is_worked_out(model) and rows.order_by().values("pk")[: COUNTED + 1].count() > COUNTED
            order: list[Any] = column.ordering(model, falling=falling, as_kept=as_kept)
        else:
            order = [self.order] if isinstance(self.order, str) else list(self.order)
            falling = str(order[0]).startswith("-")
        last = "-pk" if falling else "pk"
        return rows.order_by(*order, *([] if {"pk", "-pk"} & set(map(str, order)) else [last]))

    @cached_property
    def page_number(self) -> int:
        """The page, never beyond what exists or what a person would turn to."""
        return min(self.state.page, self.pages)

    @cached_property
    def _first_page(self) -> list[Any]:
        """The first rows and one more, which tells whether there is a second page without counting."""
        return list(self.found[: self.size + 1])

    @cached_property
    def count(self) -> int:
        """How many rows fit: exact up to what is counted, then one more. A list of one page needs no counting query."""
        if self.state.page == 1 and len(self._first_page) <= self.size:
            return len(self._first_page)
        return self.found.order_by().values("pk")[: self.counted + 1].count()

    @cached_property
    def counted(self) -> int:
        """Up to how many rows are counted."""
        by_words = any(isinstance(self.form.fields[name], Words) for name, _value in self.form.asked())
        return COUNTED_BY_WORDS if by_words else COUNTED

    @property
    def more_than(self) -> str:
        """Up to how many rows are counted, where there are more; nothing where the count is exact."""
        return number_format(self.counted, force_grouping=True) if self.count > self.counted else ""

    @cached_property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return max(1, min(-(-self.count // self.size), DEEPEST_PAGE))

    @cached_property
    def records(self) -> list[Any]:
        """The records of the page."""
        if self.page_number == 1:
            return self.furnished(self._first_page[: self.size])
        start = (self.page_number - 1) * self.size
        return self.furnished(list(self.found[start : start + self.size]))

    def furnished(self, records: list[Any]) -> list[Any]:
        """The records of a page, or of a piece of a file, with what is worked out for all of them at once."""
        return records

    def as_file(self, request: Request, export: Export, title: str) -> HttpResponseBase:
        """The rows that were found, all of them, with the visible columns.

        Raises Refused for more rows than such a file is made for.
        """
        if export.most is not None:
            refuse_too_many(self.found.order_by().values("pk")[: export.most + 1].count())
        heads = [column.words(self.base.model) for column in self.visible_columns]
        widths = [WIDTHS.get(style_of(column, self.base.model), 20) for column in self.visible_columns]
        return export.answer(request, Sheet(title, heads, self._exported(), widths), dated(title))

    def _exported(self) -> Iterator[list[Any]]:
        """The values of every found row, read in chunks."""
        found = self.found.iterator(chunk_size=CHUNK)
        while piece := self.furnished(list(islice(found, CHUNK))):
            for record in piece:
                yield [column.exported(record) for column in self.visible_columns]
