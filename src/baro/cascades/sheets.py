"""The answers of a cascade as a list: taken along, filled in offline, brought back with every wrong cell named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from baro.cascades.answers import LONGEST, wrong_value
from baro.cascades.fields import Field, FieldKind
from baro.cascades.matrix import recipients_seen
from baro.cascades.models import Answer, Cascade, Recipient
from baro.cascades.standing import stand_of
from baro.kernel import rulebook
from baro.kernel.errors import FileRefused
from baro.org.actors import Actor
from baro.sheets.reading import Lists, Row, read
from baro.sheets.remedies import REMEDIES
from baro.sheets.rulebook import SheetLimits
from baro.sheets.shapes import CHOICE, DAY, NUMBER, TEXT, Column, Shape
from baro.tasks.flow import WITH_OWNER
from baro.ui.lists.exports import Sheet

CODE, UNIT, STAND, DUE = "code", "unit", "stands", "due"
MOST_NAMED = 100  # wrong cells that are named; the others are counted
YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
HOLDS = {FieldKind.NUMBER: NUMBER, FieldKind.DATE: DAY, FieldKind.CHOICE: CHOICE, FieldKind.YES_NO: CHOICE}

# Files do not stand in a list.
IN_LISTS = Prefetch("answers", Answer.objects.filter(proof=None).order_by("pk"))

REMEDIES |= {
    "not_a_recipient": gettext_lazy("No unit of this code received the cascade. Correct the code."),
    "recipient_twice": gettext_lazy("The unit stands in row %(other)s already. Keep one of the two rows."),
    "answered_already": gettext_lazy("The unit handed its answer in already. Remove the row, or empty its answers."),
    "not_in_field": gettext_lazy("%(why)s This cannot stand in the field."),
}


def fillable(fields: Sequence[Field]) -> list[Field]:
    """The fields that a list can hold: all but files."""
    return [field for field in fields if field.kind != FieldKind.FILE]


def shape_of(cascade: Cascade) -> Shape:
    """The columns of the list of a cascade's answers."""
    fixed = (
        Column(CODE, gettext_lazy("Code of the unit"), "", "", needed=True),
        Column(UNIT, gettext_lazy("Unit"), "", ""),
        Column(STAND, gettext_lazy("State"), "", ""),
        Column(DUE, gettext_lazy("Deadline"), "", "", holds=DAY),
    )
    columns = tuple(_column(field) for field in fillable(cascade.fields))
    return Shape("answers", pgettext_lazy("cascade", "Answers"), (*fixed, *columns))


def _column(field: Field) -> Column:
    choices = YES_NO if field.kind == FieldKind.YES_NO else tuple((one, one) for one in field.options)
    holds = HOLDS.get(field.kind, TEXT)
    return Column(field.code, field.heading, "", "", holds=holds, longest=LONGEST, choices_of=lambda: choices)


def sheet_of(cascade: Cascade, actor: Actor, today: date) -> Sheet:
    """The list with a row for each recipient that the actor sees: two queries for every two thousand of them."""
    shape, fields = shape_of(cascade), fillable(cascade.fields)
    heads = [column.label for column in shape.columns]
    widths = (18, 44, 16, 14, *(20 for _field in fields))
    return Sheet(str(shape.title), heads, _rows(cascade, fields, actor, today), widths)


def _rows(cascade: Cascade, fields: Sequence[Field], actor: Actor, today: date) -> Iterator[list[Any]]:
    rows = recipients_seen(cascade, actor).for_list().prefetch_related(IN_LISTS)
    for one in rows.order_by("unit__path").iterator(chunk_size=2000):
        values = {answer.code: answer.value for answer in one.answers.all()}
        stand = stand_of(one.task, today)
        said = [_cell(field, values.get(field.code)) for field in fields]
        yield [one.unit.code, one.unit.name, str(stand.label), one.task.due_on or "", *said]


def _cell(field: Field, value: Any) -> Any:
    if value is None:
        return ""
    return field.said(value) if field.kind == FieldKind.YES_NO else value


@dataclass(frozen=True, slots=True)
class Filled:
    """What a list that was brought back says: the values of each recipient whose answers it changes."""

    rows: dict[int, dict[str, Any]]


def filled_in(content: bytes, name: str, cascade: Cascade, actor: Actor) -> Filled:
    """What the file says; empty cells say nothing, and rows that change nothing are passed over.

    Raises FileRefused when it is no such list, and with every wrong cell named when any is wrong.
    """
    shape = shape_of(cascade)
    lists = read(content, name, [shape], rulebook.today(SheetLimits))
    rows = recipients_seen(cascade, actor).prefetch_related(IN_LISTS)
    known = {one.unit.code.casefold(): one for one in rows}
    found: dict[int, dict[str, Any]] = {}
    first: dict[int, int] = {}
    for row in lists.rows[shape.code]:
        one = known.get(str(row[CODE]).casefold())
        if one is None:
            if CODE not in row.faults:
                lists.wrong(shape.code, row, CODE, "not_a_recipient")
            continue
        if one.pk in first:
            lists.wrong(shape.code, row, CODE, "recipient_twice", other=first[one.pk])
        first[one.pk] = row.number
        if said := _said(lists, shape, row, cascade, one):
            found[one.pk] = said
    if lists.mistakes_count:
        _refuse_wrong(lists, shape, name)
    return Filled(found)


def _said(lists: Lists, shape: Shape, row: Row, cascade: Cascade, one: Recipient) -> dict[str, Any]:
    """What a row says anew of a recipient; what is wrong with it is noted."""
    before = {answer.code: answer.value for answer in one.answers.all()}
    said = {}
    for field in fillable(cascade.fields):
        if (value := row.cells.get(field.code)) is None:
            continue
        value = {"yes": True, "no": False}[value] if field.kind == FieldKind.YES_NO else value
        if why := wrong_value(field, value):
            lists.wrong(shape.code, row, field.code, "not_in_field", why=why)
        elif before.get(field.code) != value:
            said[field.code] = value
    if said and not _waits(one):
        lists.wrong(shape.code, row, CODE, "answered_already")
    return said


def _waits(one: Recipient) -> bool:
    return one.task.state in WITH_OWNER


def _refuse_wrong(lists: Lists, shape: Shape, name: str) -> None:
    """Raise FileRefused with a sentence for every wrong cell."""
    count = lists.mistakes_count
    sentences = {}
    for mistake in sorted(lists.mistakes, key=lambda one: one.row)[:MOST_NAMED]:
        told = {"row": mistake.row, "column": shape.column(mistake.column).label, "value": mistake.shown}
        where = _("Row %(row)s, %(column)s, “%(value)s”:") % told
        sentences[f"{mistake.row}:{mistake.column}:{mistake.code}"] = f"{where} {mistake.remedy_in(shape)}"
    whole = ngettext(
        "%(count)s cell of “%(name)s” is wrong. Nothing was saved.",
        "%(count)s cells of “%(name)s” are wrong. Nothing was saved.",
        count,
    )
    raise FileRefused(whole % {"count": count, "name": name}, fields=sentences)
