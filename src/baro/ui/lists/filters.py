"""Narrowing a list: an ordinary form in the address, that survives whatever stands in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.widgets import MultiWidget
from django.utils.translation import gettext_lazy as _

from baro.ui.forms.choices import Choice, choosable_of, with_many
from baro.ui.forms.fields import AsMeant
from baro.ui.lists.states import Address
from baro.ui.words.cells import written_day

SEARCH = _("Search")


class ManyInput(forms.CheckboxSelectMultiple):
    """Several choices in little room: a menu with boxes to tick, whose head says what is ticked."""

    template_name = "ui/components/many.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws: the choices, and the words of the ticked ones."""
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        context["widget"]["chosen"] = [o["label"] for _g, options, _i in groups for o in options if o["selected"]]
        return context


class Words(forms.CharField):
    """The search box of a list."""

    def __init__(self, *, label: Any = SEARCH, help_text: Any = "") -> None:
        super().__init__(required=False, max_length=200, label=label, help_text=help_text)
        self.widget.attrs |= {"type": "search", "data-baro-search": True}


class Filter(AsMeant, forms.Form):
    """The form that narrows a list; subclasses add fields and `narrow`.

    ``in_sight`` names the fields that stand beside the table, the others are behind a button.
    """

    in_sight: tuple[str, ...] = ("q",)

    use_required_attribute = False

    def __init__(self, query: Any = None, *, actor: Any = None) -> None:
        self.actor = actor
        self.followed: list[str] = []
        super().__init__(query, auto_id="filter_%s")
        for field in self.fields.values():
            field.required = False
            if type(field) is forms.MultipleChoiceField:
                field.widget = ManyInput()
                field.choices = field.choices  # gives them to the new widget

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that fit what was asked."""
        return rows

    def settle(self) -> None:
        """Clean what was asked; a field with a wrong value asks nothing, and its error stays to be shown.

        What was closed since the address was kept gives way to what stands for it today, and ``followed`` says so.
        """
        self.full_clean()
        if self.errors and self._follow():
            self.full_clean()
        for name in self.errors:
            if name in self.fields:
                self.cleaned_data[name] = self.fields[name].clean(None)

    def _follow(self) -> bool:
        """Ask for what stands today for the things that are there no more; whether there are any."""
        asked = with_many(self.data).copy()
        for name in self.errors:
            field = self.fields.get(name)
            if not isinstance(field, Choice):
                continue
            sent = asked.getlist(key := f"{name}_code")
            kind = choosable_of(field.source)
            standing = kind.follow(sent)
            asked.setlist(key, [kind.option(standing[one][1]).value if one in standing else one for one in sent])
            sentence = _("“%(gone)s” was closed; “%(standing)s” is shown instead, with what it took over.")
            self.followed += [sentence % {"gone": gone, "standing": now} for gone, now in standing.values()]
        self.data = asked
        return bool(self.followed)

    def asked(self) -> Iterator[tuple[str, Any]]:
        """Field and value of everything that narrows the list."""
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if value not in (None, "", [], (), False):
                yield name, value

    def keys(self, name: str) -> list[str]:
        """The names under which a field stands in the address."""
        widget = self.fields[name].widget
        if isinstance(widget, MultiWidget):
            return [f"{name}{suffix}" for suffix in getattr(widget, "widgets_names", ())]
        return [name, f"{name}_code"]

    def all_keys(self) -> set[str]:
        """Every name that the form reads from the address."""
        return {key for name in self.fields for key in self.keys(name)}

    def fields_in_sight(self) -> list[forms.BoundField]:
        """The fields beside the table."""
        return [self[name] for name in self.in_sight if name in self.fields]

    def fields_behind(self) -> list[forms.BoundField]:
        """The fields behind the button."""
        return [self[name] for name in self.fields if name not in self.in_sight]

    def worded(self, name: str, value: Any) -> str:
        """One asked value for people."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(_flat(field.choices)).get(str(value), value))
        return written_day(value) if isinstance(value, date) else str(value)


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    """Choices without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows a list; ``off`` is the address without it."""

    label: Any
    text: str
    off: str


def chips(form: Filter, address: Address) -> list[Chip]:
    """What narrows a list, one by one."""
    return [chip for name, value in form.asked() for chip in _chips_of(form, address, name, value)]


def _chips_of(form: Filter, address: Address, name: str, value: Any) -> Iterator[Chip]:
    """The chips of one field: one for each of several values."""
    field, keys = form.fields[name], form.keys(name)
    label = field.label or name
    if not isinstance(value, list):
        yield Chip(label, "✓" if value is True else form.worded(name, value), address.without(*keys))
        return
    for one in value:
        sent = choosable_of(field.source).option(one).value if isinstance(field, Choice) else str(one)
        yield Chip(label, form.worded(name, one), address.without_value(keys, sent))
