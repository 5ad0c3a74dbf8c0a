"""The columns of a list: how a value is found, shown, sorted and exported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from operator import attrgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, OrderBy
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from baro.trail.alphabet import Alphabetical
from baro.ui.words.cells import own, plain, shown

Cell = Callable[[Any, Any], SafeString]
Paint = Callable[[Any], str]
_DISPLAY = re.compile("get_(?P<field>.+)_display")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """``path`` leads from the record to the value ("unit.name", or a method of the record).

    The label is the field's own name unless another is given. ``sort_by`` names other database columns to sort by; a
    column without a database column of its own is sorted only with it. ``cell(record, value)`` draws special cells;
    ``csv`` is a path or a function of the record for the file. ``optional`` columns are shown when the reader asks for
    them; ``wide`` ones hold long text, ``number`` ones figures that the database does not know as such, because they
    are counted or drawn.
    """

    path: str
    label: Any = ""
    sortable: bool = True
    sort_by: str | tuple[str, ...] | None = None
    cell: Cell | None = None
    optional: bool = False
    csv: str | Callable[[Any], Any] | None = None
    wide: bool = False
    number: bool = False

    def words(self, model: type[models.Model]) -> str:
        """The label."""
        return str(self.label or name_of(model, self.path))

    def value(self, record: Any) -> Any:
        """The value in a record; None when the path breaks off."""
        return reader_of(self.path)(record)

    def exported(self, record: Any) -> Any:
        """The value for a file."""
        if callable(self.csv):
            return plain(self.csv(record))
        return plain(reader_of(self.csv or self.path)(record))

    def field(self, model: type[models.Model]) -> models.Field[Any, Any] | None:
        """The database column at the end of the path, if there is one."""
        return field_at(model, self.path)

    def sort_paths(self, model: type[models.Model]) -> tuple[str, ...]:
        """The database columns to sort by; none when the column cannot be sorted."""
        if not self.sortable:
            return ()
        if self.sort_by is None:
            return (self.path.replace(".", "__"),) if self.field(model) else ()
        return (self.sort_by,) if isinstance(self.sort_by, str) else self.sort_by

    def ordering(self, model: type[models.Model], *, falling: bool, as_kept: bool = False) -> list[OrderBy | str]:
        """How the database sorts; empty values last, without losing an index where there can be none.

        Words go by the alphabet and numbers in them by value; ``as_kept`` where that would have to be worked out for
        more rows than a reader waits for.
        """
        return [_ordered(model, path, falling=falling, as_kept=as_kept) for path in self.sort_paths(model)]

    def is_worked_out(self, model: type[models.Model]) -> bool:
        """Whether the order has to be worked out for every row, because no key of it is kept."""
        found = (field_at(model, path.replace("__", ".")) for path in self.sort_paths(model))
        return any(_in_words(field) and not _kept_key(field) for field in found if field)


def _in_words(field: models.Field[Any, Any] | None) -> bool:
    """Whether a database column holds words or symbols of people's own."""
    return isinstance(field, models.CharField) and not field.choices


def _kept_key(field: models.Field[Any, Any]) -> str:
    """The database column that keeps the order of another one."""
    return str(getattr(field.model, "SORTED_BY", {}).get(field.name, ""))


def _ordered(model: type[models.Model], path: str, *, falling: bool, as_kept: bool) -> OrderBy | str:
    """One database column, up or down."""
    field = field_at(model, path.replace("__", "."))
    if field and (key := _kept_key(field)):
        path = f"{path.removesuffix(field.name)}{key}"
    elif _in_words(field) and not as_kept:
        words = Alphabetical(path)
        return words.desc(nulls_last=True) if falling else words.asc()
    if falling and (field is None or field.null or "__" in path):
        return F(path).desc(nulls_last=True)
    return f"-{path}" if falling else path


def field_at(model: type[models.Model], path: str) -> models.Field[Any, Any] | None:
    """The concrete database column at the end of a dotted path."""
    found: Any = None
    for name in path.split("."):
        try:
            found = model._meta.get_field("id" if name == "pk" else name)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found if getattr(found, "concrete", False) and not found.is_relation else None


def name_of(model: type[models.Model], path: str) -> Any:
    """How the model calls the field at the end of a path, or the record that is shown there by its name."""
    *steps, name = path.split(".")
    if steps and name == "name":
        *steps, name = steps
    if display := _DISPLAY.fullmatch(name):
        name = display["field"]
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return capfirst(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def reader_of(path: str) -> Callable[[Any], Any]:
    """A function from a record to the value at a dotted path, calling what can be called there."""
    get = attrgetter(path)

    def read(record: Any) -> Any:
        try:
            found = get(record)
        except AttributeError:
            if not _breaks_off(record, path):
                raise
            return None
        return found() if callable(found) else found

    return read


def _breaks_off(record: Any, path: str) -> bool:
    """Whether a step before the last leads to nothing (an empty foreign key), which is no mistake in the path."""
    for name in path.split(".")[:-1]:
        if not hasattr(record, name):
            return False
        record = getattr(record, name)
        if record is None:
            return True
    return False


def style_of(column: Column, model: type[models.Model]) -> str:
    """The class of the column's cells, from what it holds."""
    if column.wide:
        return "cell-wide"
    if column.number:
        return "cell-number"
    if column.cell or labels_at(model, column.path):
        return ""
    field = column.field(model)
    if isinstance(field, models.DateField):
        return "cell-date"
    numeric = isinstance(field, models.IntegerField | models.DecimalField | models.FloatField)
    return "cell-number" if numeric and not getattr(field, "choices", None) else "cell-words"


def painter(column: Column, model: type[models.Model]) -> Paint:
    """A function that draws the column's cell of a record; made once for a page."""
    style = style_of(column, model)
    named = f' class="{style}"' if style else ""
    start = f'<td{named} data-label="{escape(column.words(model))}">'
    inside = inside_painter(column, model)
    return lambda record: f"{start}{inside(record)}</td>"


def inside_painter(column: Column, model: type[models.Model]) -> Paint:
    """What stands inside the cell."""
    read, cell = labels_at(model, column.path) or reader_of(column.path), column.cell
    if cell is None:
        draw = own if get_language_bidi() else shown
        return lambda record: draw(read(record))
    return lambda record: shown(cell(record, read(record)))


def labels_at(model: type[models.Model], path: str) -> Callable[[Any], Any] | None:
    """A quick reader for ``get_X_display`` at the end of a path: the labels are worded once, not for each row."""
    *steps, name = path.split(".")
    asked = _DISPLAY.fullmatch(name)
    if asked is None:
        return None
    at = ".".join([*steps, asked["field"]])
    field = field_at(model, at)
    if field is None or not field.choices:
        return None
    labels = {value: str(label) for value, label in field.flatchoices}
    read = reader_of(at)

    def label(record: Any) -> Any:
        value = read(record)
        return labels.get(value, value)

    return label


def main_painter(column: Column, model: type[models.Model], url: Callable[[Any], str]) -> Paint:
    """The first cell: it names the row and leads to the record."""
    start = f'<th scope="row" class="cell-main" data-label="{escape(column.words(model))}"><a href="'
    inside, nameless = inside_painter(column, model), escape(_("without a name"))

    def paint(record: Any) -> str:
        return f'{start}{escape(url(record))}">{inside(record) or nameless}</a></th>'

    return paint


def tick_painter(can: Callable[[Any], Iterable[str]]) -> Paint:
    """The box that ticks a row; it knows which verbs ``can`` be done to it."""
    words = escape(_("Select %(name)s"))
    start = '<td class="cell-tick"><input type="checkbox" class="form-check-input" name="ids" data-baro-tick='

    def paint(record: Any) -> str:
        label = words % {"name": escape(str(record))}
        return f'{start}"{" ".join(can(record))}" value="{record.pk}" aria-label="{label}"></td>'

    return paint


def paint_rows(records: Iterable[Any], paints: list[Paint]) -> SafeString:
    """The rows of a table, drawn without a template because there are many cells."""
    drawn = ("".join([paint(record) for paint in paints]) for record in records)
    return SafeString("".join([f"<tr>{row}</tr>" for row in drawn]))
