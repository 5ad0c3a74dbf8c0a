"""What a page says about a record, as data: the columns of a row under each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db import models
from django.utils.safestring import SafeString

from baro.org.actors import Actor
from baro.org.models.scope import UnitScoped
from baro.ui.lists.columns import Cell, labels_at, name_of, reader_of
from baro.ui.words.cells import code, link, own, shown


@dataclass(frozen=True, slots=True)
class Fact:
    """``path`` leads from the record to the value as in a list, or is a function of the record.

    The label is the field's own name unless another is given. What is empty is left out, unless it is ``always`` said,
    with a dash. ``cell(record, value)`` draws what is special, ``note`` leads to what stands smaller below. A
    ``linked`` value is a record that leads to its page, where the reader may open it; where its name alone would tell
    too much, ``hidden`` is said instead to everybody else.
    """

    path: str | Callable[[Any], Any]
    label: Any = ""
    cell: Cell | None = None
    note: str | Callable[[Any], Any] = ""
    wide: bool = False
    always: bool = False
    linked: bool = False
    hidden: Any = ""

    def value(self, record: Any) -> Any:
        """What the record says; choices by their names."""
        if callable(self.path):
            return self.path(record)
        read = labels_at(type(record), f"get_{self.path}_display") or reader_of(self.path)
        return read(record)

    def drawn(self, record: Any, opened: Collection[tuple[type[models.Model], int]] = ()) -> str:
        """The pair of label and value; empty when there is nothing to say. ``opened`` are the records to lead to."""
        value = self.value(record)
        if value in (None, "", []) and not self.always:
            return ""
        style = ' class="fact-wide"' if self.wide else ""
        said = self.said(record, value, opened) or "—"
        return f"<div{style}><dt>{escape(str(self.words(type(record))))}</dt><dd>{said}{self._noted(record)}</dd></div>"

    def words(self, model: type[models.Model]) -> Any:
        """The label."""
        return self.label if self.label or callable(self.path) else name_of(model, self.path)

    def said(self, record: Any, value: Any, opened: Collection[tuple[type[models.Model], int]] = ()) -> str:
        """The value as it stands on the page, without its label."""
        if self.cell:
            return shown(self.cell(record, value))
        if isinstance(value, models.Model) and (type(value), value.pk) in opened:
            goal: Any = value
            return link(SafeString(own(value)), goal.get_absolute_url())
        return own(self.hidden if self.hidden and isinstance(value, models.Model) else value)

    def _noted(self, record: Any) -> str:
        if not self.note:
            return ""
        noted = self.note(record) if callable(self.note) else reader_of(self.note)(record)
        return f'<br><small class="muted">{own(noted)}</small>' if noted not in (None, "") else ""


def as_code(_record: Any, value: Any) -> SafeString:
    """A number, symbol or fingerprint: from left to right in every language."""
    return code(value)


def as_prose(_record: Any, value: str) -> SafeString:
    """Words that somebody wrote, with their line breaks, in their own direction."""
    return SafeString(f'<span dir="auto">{escape(value).replace(chr(10), "<br>")}</span>')


def opened_to(actor: Actor, record: Any, facts: Collection[Fact]) -> set[tuple[type[models.Model], int]]:
    """The records named by the facts whose pages the actor may open: at most one query for each kind of record."""
    named = {value for fact in facts if fact.linked and isinstance(value := fact.value(record), models.Model)}
    found: set[tuple[type[models.Model], int]] = set()
    for model in {type(one) for one in named}:
        ones: list[Any] = [one for one in named if type(one) is model]
        found |= {(model, pk) for pk in _seen(actor, model._default_manager.all(), ones)}
    return found


def _seen(actor: Actor, rows: Any, ones: list[Any]) -> Iterable[int]:
    """The keys of those that the actor sees; nothing is asked where their units alone decide."""
    if getattr(type(rows), "visible_to", None) is UnitScoped.visible_to:
        path = f"{rows.unit_lookup}.path".lstrip(".").replace("__", ".")
        return [one.pk for one in ones if actor.holds_at(rows.see_permission, reader_of(path)(one))]
    seen = rows.visible_to(actor).filter(pk__in=[one.pk for one in ones]).order_by()
    return set(seen.values_list("pk", flat=True))


def drawn_facts(record: Any, facts: Collection[Fact], actor: Actor) -> SafeString:
    """The facts that there are, as a list of definitions; empty when there are none."""
    opened = opened_to(actor, record, facts)
    pairs = "".join([fact.drawn(record, opened) for fact in facts])
    return SafeString(f'<dl class="facts">{pairs}</dl>' if pairs else "")
