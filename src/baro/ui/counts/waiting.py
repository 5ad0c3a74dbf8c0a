"""What waits for somebody: every part declares its kinds, the start page counts them all and shows the oldest rows."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import lru_cache, reduce
from operator import itemgetter, or_
from sys import intern
from typing import Any

from django import forms
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.safestring import SafeString

from baro.kernel.counted import Counted
from baro.kernel.registry import Registry
from baro.org.actors import Actor
from baro.trail.models import named_in_sql
from baro.ui.counts.opening import address
from baro.ui.forms.choices import ANY
from baro.ui.words.cells import own

FIRST = 8  # rows of a kind on the start page
LATE = ".late"  # behind the code of a kind: how many of its rows are late

Condition = Callable[[Actor, date], Q]


class Section(Enum):
    """Where the rows of a kind stand on the start page."""

    DECISION = auto()  # under “Waiting for my decision”
    NEXT = auto()  # under “Next for me”
    COUNTED = auto()  # under another kind of the same inbox, so that this one is only a card
    OTHERS = auto()  # nowhere, because others have to act: the list is one link away


TO_DO = (Section.DECISION, Section.NEXT)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A record among what waits: ``facts`` are pairs of an icon and a value, where an empty value is left out."""

    title: str
    url: str
    facts: tuple[tuple[str, Any], ...] = ()
    badges: tuple[SafeString, ...] = ()

    @property
    def shown_facts(self) -> list[tuple[str, SafeString]]:
        """The icons and values as they stand on the page."""
        return [(icon, SafeString(own(value))) for icon, value in self.facts if value]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inbox:
    """Records of one model of which some wait, counted together.

    ``among`` gives those that can wait for an actor, with what ``row`` shows of one. ``oldest`` names the date by which
    the rows stand, the earliest first: the day until which or since which they wait.
    """

    among: Callable[[Actor, date], QuerySet[Any]]
    oldest: str
    row: Callable[[Any], WaitingRow]


def everything(_actor: Actor, _day: date) -> Q:
    """The condition of a kind that is all of its inbox."""
    return Q(pk__isnull=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(Counted):
    """Something that somebody is to do: the records of an inbox that meet a condition.

    ``late`` is the condition for rows that make the card red, whatever its ``tone``.
    """

    note: Any = ""
    tone: str = "info"
    inbox: Inbox
    condition: Condition = everything
    section: Section = Section.NEXT
    order: int
    late: Callable[[date], Q] | None = None

    def rows_for(self, actor: Any, day: date) -> QuerySet[Any]:
        """What waits for the actor."""
        return self.inbox.among(actor, day).filter(self.condition(actor, day))

    @property
    def word(self) -> str:
        """Its code without that of its part, as it stands in the address of its list."""
        return self.code.rpartition(".")[2]


waiting_kinds: Registry[Waiting] = Registry("a kind of waiting")


def kinds(*sections: Section) -> list[Waiting]:
    """The kinds whose rows stand in some sections (in any, when none is named), in order."""
    found = (kind for kind in waiting_kinds if not sections or kind.section in sections)
    return sorted(found, key=lambda kind: kind.order)


def kind_asked(list_code: str, word: str) -> Waiting:
    """The kind whose card leads to a list by a word.

    Raises LookupError when there is none.
    """
    found = (kind for kind in waiting_kinds if (kind.list_code, kind.word) == (list_code, word))
    if kind := next(found, None):
        return kind
    raise LookupError(f"nothing that waits in {list_code} is called {word}")


def seen(rows: QuerySet[Any], reader: Actor) -> QuerySet[Any]:
    """Those of the rows that a reader sees."""
    manager: Any = rows.model._default_manager
    return rows.filter(pk__in=manager.visible_to(reader).order_by().values("pk"))


def first_keys(kind: Waiting, actors: Sequence[tuple[int, Actor]], day: date, most: int) -> dict[int, list[int]]:
    """By the number given with each actor, the keys of the oldest rows of a kind: one statement for all of them."""
    rows = ((n, kind.rows_for(actor, day).prefetch_related(None)) for n, actor in actors)
    asked = [
        some.order_by(kind.inbox.oldest, "pk").values_list(Value(n, IntegerField()), "pk")[:most] for n, some in rows
    ]
    found: dict[int, list[int]] = defaultdict(list)
    if asked:
        first, *others = asked
        for n, pk in first.union(*others, all=True):
            found[n].append(pk)
    return found


def _by_inbox(some: Iterable[Waiting]) -> Iterator[tuple[Inbox, list[Waiting]]]:
    """The kinds of each inbox, in the order of the first of each."""
    found: dict[Inbox, list[Waiting]] = {}
    for kind in some:
        found.setdefault(kind.inbox, []).append(kind)
    return iter(found.items())


def counts_of(actors: Sequence[Actor], day: date, *, seen_by: Actor | None = None) -> list[Counter[str]]:
    """For each actor, kind to how many of its rows wait: one statement, to which every inbox adds its counts.

    ``seen_by`` is a reader who looks at what waits for others: what they do not see is not counted.
    """
    found: list[Counter[str]] = [Counter() for _actor in actors]
    asked = [(n, *statement) for n, actor in enumerate(actors) if (statement := _statement(actor, day, seen_by))]
    if asked:
        parts = (f"SELECT {n}, waits.counts FROM ({text}) AS waits" for n, text, _values in asked)  # noqa: S608 - ours
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), [value for *_, values in asked for value in values])
            for n, counts in cursor.fetchall():
                found[n].update(json.loads(counts))
    return found


@lru_cache(maxsize=1000)
def _statement(actor: Actor, day: date, seen_by: Actor | None) -> tuple[str, tuple[Any, ...]] | None:
    """The statement of an actor with its values; None where nothing can wait.

    Who opens the page again asks the same: writing twenty conditions down takes longer than answering them.
    """
    first, *others = (_counted(inbox, some, actor, day, seen_by) for inbox, some in _by_inbox(kinds()))
    try:
        text, values = first.union(*others, all=True).query.sql_with_params()
    except EmptyResultSet:
        return None
    return intern(text), values  # many posts ask in the same words


def _counted(
    inbox: Inbox, some: Iterable[Waiting], actor: Actor, day: date, seen_by: Actor | None
) -> QuerySet[Any, Any]:
    """The counts of the kinds of one inbox, in one row."""
    counts = {}
    for kind in some:
        condition = kind.condition(actor, day)
        counts[kind.code] = Count("pk", filter=condition)
        if kind.late:
            counts[kind.code + LATE] = Count("pk", filter=condition & kind.late(day))
    among = seen(inbox.among(actor, day), seen_by) if seen_by else inbox.among(actor, day)
    every = among.order_by().values(every=Value(1))  # grouped by what is the same for all of them
    return every.annotate(counts=JSONObject(**counts)).values_list("counts")


@dataclass(frozen=True, slots=True)
class Card:
    """A kind with how many rows of it wait."""

    kind: Waiting
    count: int
    is_late: bool

    @property
    def label(self) -> Any:
        """What waits."""
        return self.kind.label

    @property
    def tone(self) -> str:
        """Red when a row is late."""
        return "bad" if self.is_late else self.kind.tone

    @property
    def url(self) -> str:
        """The list of exactly these rows."""
        return address(self.kind)


def cards(counts: Counter[str], *sections: Section) -> list[Card]:
    """The kinds of some sections of which something waits."""
    return [Card(kind, n, counts[kind.code + LATE] > 0) for kind in kinds(*sections) if (n := counts[kind.code])]


def rows_in(counts: Counter[str]) -> int:
    """How many rows wait in all: those that stand under another kind as well are not counted twice."""
    return sum(counts[kind.code] for kind in kinds(*TO_DO))


def first_rows(section: Section, counts: Counter[str], actor: Actor, day: date) -> list[WaitingRow]:
    """The oldest rows of each kind of a section, the oldest first: one query for each inbox in which some stand."""
    found: list[tuple[date, WaitingRow]] = []
    for inbox, some in _by_inbox(kind for kind in kinds(section) if counts[kind.code]):
        among = inbox.among(actor, day).order_by(inbox.oldest, "pk")
        first = (among.filter(kind.condition(actor, day)).values("pk")[:FIRST] for kind in some)
        rows = among.filter(reduce(or_, (Q(pk__in=keys) for keys in first)))
        found += [(_day_of(getattr(record, inbox.oldest)), inbox.row(record)) for record in rows]
    return [row for _day, row in sorted(found, key=itemgetter(0))]


def _day_of(value: date | datetime | None) -> date:
    """The day by which rows of all kinds stand in one order; what has none comes last."""
    if isinstance(value, datetime):
        return timezone.localdate(value)
    return value or date.max


def longer(counts: Counter[str], section: Section) -> list[Card]:
    """The kinds of a section of which more rows wait than stand on the start page."""
    return [card for card in cards(counts, section) if card.count > FIRST]


def asked_of(actor: Actor, day: date, references: Iterable[str]) -> dict[str, Waiting]:
    """For records, named as in the trail, what the actor is to do with each now: one query for each inbox of theirs."""
    keys: dict[str, list[int]] = defaultdict(list)
    for reference in references:
        label, _colon, pk = reference.partition(":")
        keys[label].append(int(pk))
    found: dict[str, Waiting] = {}
    for inbox, some in _by_inbox(kinds(*TO_DO)):
        rows = inbox.among(actor, day).order_by()
        label = rows.model._meta.label_lower
        if label in keys:
            whens = (When(kind.condition(actor, day), then=Value(at)) for at, kind in enumerate(some))
            first = rows.filter(pk__in=keys[label]).annotate(waits_as=Case(*whens, output_field=IntegerField()))
            asked = first.filter(waits_as__isnull=False).values_list("pk", "waits_as")
            found |= {f"{label}:{pk}": some[at] for pk, at in asked if f"{label}:{pk}" not in found}
    return found


def names_what_waits(actor: Actor, day: date, column: str) -> Q:
    """The condition for rows whose column names, as the trail does, a record that waits for the actor."""
    found = Q(pk__in=[])
    for inbox, some in _by_inbox(kinds(*TO_DO)):
        waits = reduce(or_, (kind.condition(actor, day) for kind in some))
        rows = inbox.among(actor, day).filter(waits).order_by()
        named = named_in_sql(rows.model._meta.label_lower, F("pk"))
        found |= Q(**{f"{column}__in": rows.annotate(reference=named).values("reference")})
    return found


class WaitingChoice(forms.ChoiceField):
    """The field of a filter that shows what waits for the reader: one word for each kind that leads to the list."""

    def __init__(self, list_code: str, *, label: Any) -> None:
        self.list_code = list_code
        super().__init__(label=label, choices=self._offered)

    def _offered(self) -> list[tuple[str, Any]]:
        return [ANY, *((kind.word, kind.label) for kind in kinds() if kind.list_code == self.list_code)]
