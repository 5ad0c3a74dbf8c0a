"""Choosing one of thousands: fields that search on the server, and take a code or exact name without script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from baro.kernel.registry import Registry
from baro.org.actors import Actor

BETWEEN = ";"  # names of units have commas
ANY = ("", _("Any"))  # the choice of a filter that leaves it open


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the value that travels, what it is called, what tells it apart."""

    value: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Choosable:
    """A kind of things to choose from.

    ``search(actor, words, limit)`` finds options; ``read(values)`` gives the things by value; ``named(text)`` those
    things with exactly that code or name; ``option(thing)`` how a thing is shown; ``follow(values)`` gives, by the
    value of a thing that is there no more, that thing and the one that stands for it today.
    """

    code: str
    search: Callable[[Actor, str, int], list[Option]]
    read: Callable[[Sequence[str]], dict[str, Any]]
    named: Callable[[str], list[Any]]
    option: Callable[[Any], Option]
    follow: Callable[[Sequence[str]], dict[str, tuple[Any, Any]]] = lambda values: {}


_kinds: Registry[Choosable] = Registry("the kind of choices")
choosable = _kinds.add


def choosable_of(code: str) -> Choosable:
    """The declared kind of a code.

    Raises KeyError when no part declares it.
    """
    return _kinds[code]


def with_many(sent: Any) -> MultiValueDict[str, Any]:
    """What was sent, with as many values of each name as there are; a plain dictionary has one of each."""
    return sent if isinstance(sent, MultiValueDict) else MultiValueDict({name: [sent[name]] for name in sent})


def things_of(kind: Choosable, values: Sequence[str], known: Mapping[str, Any]) -> dict[str, Any]:
    """The things by value; those that are known already are not asked for again."""
    found = {value: known[value] for value in values if value in known}
    missing = [value for value in values if value not in known]
    return found | (kind.read(missing) if missing else {})


class ComboInput(forms.TextInput):
    """A text box with a list of suggestions; what was chosen travels in a hidden box beside it.

    ``url`` is where they come from, when a page offers fewer of them than there are.
    A form with many such boxes fetches the things at once and puts them into ``known``.
    """

    template_name = "ui/components/combo.html"

    def __init__(self, source: str, *, multiple: bool) -> None:
        super().__init__()
        self.source = source
        self.multiple = multiple
        self.url = ""
        self.known: Mapping[str, Any] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The chosen values, and behind them what was only typed (marked, because it has to be read)."""
        query = with_many(data)
        chosen = [value for value in query.getlist(f"{name}_code") if value]
        typed = [part.strip() for part in str(query.get(name) or "").split(BETWEEN)] if self.multiple else []
        if not self.multiple and not chosen:
            typed = [str(query.get(name) or "").strip()]
        return [f"={value}" for value in chosen] + [text for text in typed if text]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither box was sent."""
        return name not in data and f"{name}_code" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws: the options already chosen, and the text that could not be read."""
        context = super().get_context(name, None, attrs)
        values = [v.removeprefix("=") for v in value or [] if v.startswith("=")]
        typed = BETWEEN.join(v for v in value or [] if not v.startswith("="))
        kind = choosable_of(self.source)
        things = things_of(kind, values, self.known)
        context["widget"] |= {
            "chosen": [kind.option(things[v]) for v in values if v in things],
            "typed": typed,
            "multiple": self.multiple,
            "url": self.url or reverse("ui.choices", args=[self.source]),
        }
        return context


class Choice(forms.Field):
    """One thing of a declared kind, or several."""

    default_error_messages = {
        "required": _("Choose one from the list."),
        "unknown": _("“%(value)s” is not known here; type a part of the name and choose from the list."),
        "several": _("“%(value)s” fits %(count)s entries; choose one of them from the list."),
    }

    def __init__(self, source: str, *, multiple: bool = False, **options: Any) -> None:
        self.source = source
        self.multiple = multiple
        super().__init__(**{"widget": ComboInput(source, multiple=multiple)} | options)

    def prepare_value(self, value: Any) -> list[str]:
        """Things, or what was sent, as the widget wants it."""
        if value in (None, ""):
            return []
        values = value if isinstance(value, list | tuple) else [value]
        return [v if isinstance(v, str) else f"={choosable_of(self.source).option(v).value}" for v in values]

    def clean(self, value: Any) -> Any:
        """The chosen thing, or the list of them.

        Raises ValidationError that repeats what was typed.
        """
        asked = self.prepare_value(value)
        if not asked and self.required:
            raise ValidationError(self.error_messages["required"], "required")
        found = list(dict.fromkeys(self._read(asked)))
        return found if self.multiple else next(iter(found), None)

    def _read(self, asked: list[str]) -> list[Any]:
        """The things in the order in which they were asked for."""
        kind = choosable_of(self.source)
        values = [value.removeprefix("=") for value in asked if value.startswith("=")]
        things = things_of(kind, values, getattr(self.widget, "known", {}))
        return [
            self._one(value, [things[value[1:]]] if value[1:] in things else [])
            if value.startswith("=")
            else self._one(value, kind.named(value))
            for value in asked
        ]

    def _one(self, value: str, found: list[Any]) -> Any:
        """The only thing that fits.

        Raises ValidationError for none or several.
        """
        if len(found) == 1:
            return found[0]
        code = "several" if found else "unknown"
        shown = value.removeprefix("=")[:60]
        raise ValidationError(self.error_messages[code], code, {"value": shown, "count": len(found)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was chosen."""
        return self.prepare_value(initial) != self.prepare_value(data)


class UnitChoice(Choice):
    """A unit that exists today, or several: cleans to `Unit`, or to a list of them."""

    def __init__(self, *, multiple: bool = False, **options: Any) -> None:
        super().__init__("org.units", multiple=multiple, **options)


class PostChoice(Choice):
    """A post that somebody holds today, or several: cleans to `Post`, or to a list of them."""

    def __init__(self, *, multiple: bool = False, **options: Any) -> None:
        super().__init__("org.posts", multiple=multiple, **options)
