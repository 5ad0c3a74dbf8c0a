"""People as things to choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from baro.org.actors import Actor
from baro.org.models import Person, Tenure
from baro.ui.forms.choices import Choosable, Option, choosable
from baro.ui.http import number_in


def _with_posts(people: Iterable[Person]) -> list[Person]:
    """The people, who remember for being shown which posts they hold today: names alone tell few apart."""
    found = list(people)
    held: dict[int, list[str]] = {person.pk: [] for person in found}
    rows = Tenure.objects.on(timezone.localdate()).filter(person__in=held).select_related("post__unit").order_by("pk")
    for tenure in rows:
        held[tenure.person_id].append(str(tenure.post))
    for person in found:
        person.posts_today = "; ".join(held[person.pk])  # type: ignore[attr-defined]
    return found


def _option(person: Person) -> Option:
    return Option(str(person.pk), person.name, getattr(person, "posts_today", ""))


def _find(actor: Actor, words: str, limit: int) -> list[Option]:
    """People by words of their name, or of name and post; names are no secret inside the organisation."""
    people = Person.objects.known().order_by("in_order", "pk")  # sees: names are no secret inside the organisation
    found = people.with_words(words, timezone.localdate()).order_by("called", "in_order", "pk") if words else people
    return [_option(person) for person in _with_posts(found[:limit])]


def _read(keys: Sequence[str]) -> dict[str, Person]:
    numbers = [number for key in keys if (number := number_in(key)) is not None]
    found = Person.objects.known().filter(pk__in=numbers)  # sees: names are no secret inside the organisation
    return {str(person.pk): person for person in _with_posts(found)}


def _named(text: str) -> list[Person]:
    found = Person.objects.known().filter(name__iexact=text)  # sees: names are no secret inside the organisation
    return _with_posts(found.order_by("pk")[:20])


PEOPLE = Choosable("org.persons", _find, _read, _named, _option)
choosable(PEOPLE)
