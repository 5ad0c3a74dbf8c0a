"""What deeds tell about the columns of their records, so that a record can be held against what was told of it.

Parts say in their ``replays.py`` which columns of a model are kept. The door then tells with every deed what it brought
about in them, whichever verb it is; nobody who adds a verb has to think of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import Range
from django.db.models import Q

from baro.kernel.registry import Registry
from baro.kernel.verbs import Verb

FACT = "kept"  # where an event holds what it brought about
NOTHING = Q(pk__in=[])
SHORT, DIGITS = 64, 40  # longer words are told by so many digits of their digest
TOGETHER = 5_000


@dataclass(frozen=True, slots=True)
class Kept:
    """The columns of a model that its deeds tell, and what may be otherwise without a deed.

    ``deeds`` names columns that hold the event of the last of some verbs. Rows of ``untold`` came about without a deed
    of their own. Records may be gone that ``removes`` removed, or whose last told values are those of ``may_go``. Of
    the ``secret`` columns only the digest is told. What stands ``empty`` from the beginning may never have been told:
    the deeds of an earlier version told only what they filled in.
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    deeds: Mapping[str, frozenset[Verb]] = field(default_factory=dict)
    untold: Q = NOTHING
    removes: Verb | None = None
    may_go: Mapping[str, Any] | None = None
    secret: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        """The label of the model."""
        return self.model._meta.label_lower

    @property
    def names(self) -> list[str]:
        """The columns as the records hold them."""
        return list(map(self.name, self.columns))

    def name(self, column: str) -> str:
        """A column as the records hold it: a relation by its key."""
        field: Any = self.model._meta.get_field(column)
        return str(field.attname)

    @property
    def verbs(self) -> set[str]:
        """The codes of the verbs whose last deed says something by itself."""
        named = {verb.code for verbs in self.deeds.values() for verb in verbs}
        return named | ({self.removes.code} if self.removes else set())

    def of(self, record: models.Model) -> dict[str, Any]:
        """What a record holds in them now, as far as it was loaded."""
        missing = record.get_deferred_fields()
        return {name: self.told(name, getattr(record, name)) for name in self.names if name not in missing}

    def of_rows(self, keys: Iterable[Any]) -> dict[Any, dict[str, Any]]:
        """What the database holds in them for some records, by key."""
        found = {}
        wanted = list(keys)
        for at in range(0, len(wanted), TOGETHER):
            some = wanted[at : at + TOGETHER]
            for pk, *values in self.model._base_manager.filter(pk__in=some).order_by().values_list("pk", *self.names):
                found[pk] = {name: self.told(name, value) for name, value in zip(self.names, values, strict=True)}
        return found

    def told(self, name: str, value: Any) -> Any:
        """A value of a column as an event tells it."""
        if isinstance(value, datetime):
            value = value.astimezone(UTC)  # the same moment, whoever's clock told it
        return digest_of(value) if name in self.secret else plain(value)


_kept: Registry[Kept] = Registry("what is kept of")


def kept(
    model: type[models.Model],
    *columns: str,
    deeds: Mapping[str, Iterable[Verb]] | None = None,
    untold: Q = NOTHING,
    removes: Verb | None = None,
    may_go: Mapping[str, Any] | None = None,
    secret: Iterable[str] = (),
    empty: Iterable[str] = (),
) -> None:
    """Keep some columns of a model; its state is kept wherever it has a flow.

    Raises ValueError when the model is declared twice.
    """
    named = ("state", *columns) if hasattr(model, "FLOW") else columns
    by_column = {name: frozenset(verbs) for name, verbs in (deeds or {}).items()}
    _kept.add(
        Kept(
            model, tuple(dict.fromkeys(named)), by_column, untold, removes, may_go, frozenset(secret), frozenset(empty)
        )
    )


def kept_of(model: type[models.Model]) -> Kept | None:
    """What is kept of a model, if anything."""
    return next((one for one in _kept if one.model is model), None)


def all_kept() -> list[Kept]:
    """What is kept of each model."""
    return list(_kept)


def standing(record: models.Model) -> dict[str, Any]:
    """What stands in the kept columns of a record."""
    found = kept_of(type(record))
    return found.of(record) if found else {}


def brought_about(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The fact that tells which kept columns became otherwise; nothing when none did."""
    became = {name: value for name, value in now.items() if name not in before or before[name] != value}
    return {FACT: became} if became else {}


def digest_of(words: str) -> str:
    """Words by their digest alone."""
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()[:DIGITS]}"


def plain(value: Any) -> Any:
    """A value of a column as an event tells it: the same whether it was just set or read from the database."""
    if isinstance(value, Range):
        after = value.upper + timedelta(days=1) if value.upper and value.upper_inc else value.upper
        return [plain(value.lower), plain(after)]
    if isinstance(value, str):
        return value if len(value) <= SHORT else digest_of(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    return value
