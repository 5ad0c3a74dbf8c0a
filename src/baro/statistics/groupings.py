"""The ways in which tasks are told apart on the dashboard: by source document, by month of assigning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from textwrap import shorten
from typing import Any

from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

NONE = "none"
NAME_LENGTH = 70
DIGITS = 19  # a key of the database has fewer
EARLIEST = 1930

Group = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grouping:
    """``columns`` tell the groups apart; ``key`` and ``name`` read a group's address and name from them.

    ``where`` is the condition of belonging to the group of a key; it raises ValueError for what is no key. Groups for
    which ``stands_for`` gives another unit are counted together with it; ``asked`` is what an address says of it.
    """

    code: str
    title: Any
    head: Any
    columns: tuple[str, ...]
    key: Callable[[Group], str]
    name: Callable[[Group], str]
    where: Callable[[str], Q]
    order: tuple[str, ...] = ("-overdue", "-assigned")
    made: dict[str, Any] = field(default_factory=dict)
    stands_for: Callable[[int], int] | None = None
    asked: dict[str, str] = field(default_factory=dict)


def _number_or_none(column: str) -> Callable[[str], Q]:
    """The condition that a foreign key is a number, or is empty."""

    def where(key: str) -> Q:
        if key == NONE:
            return Q(**{column: None})
        if not (key.isascii() and key.isdecimal() and len(key) < DIGITS):
            raise ValueError(f"{key!r} is no number")
        return Q(**{column: int(key)})

    return where


def _source_name(group: Group) -> str:
    """The source document as a reader knows it."""
    if group["source_id"] is None:
        return str(_("Without a source document"))
    words = f"{group['source__symbol']} {group['source__abstract']}".strip()
    return shorten(words, NAME_LENGTH, placeholder="…")


def _month_of(key: str) -> date:
    """The first day of the month written as 2026-03.

    Raises ValueError for anything else.
    """
    first = datetime.strptime(f"{key}-01", "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar month has no zone
    if first.year < EARLIEST:
        raise ValueError(f"{key} is before anything was assigned")
    return first


def _assigned_in(key: str) -> Q:
    """Assigned in a month, by the clock of the organisation."""
    first = _month_of(key)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    start, end = (timezone.make_aware(datetime(day.year, day.month, 1)) for day in (first, after))  # noqa: DTZ001
    return Q(assigned_at__gte=start, assigned_at__lt=end)


ALL = Grouping("all", _("All tasks"), "", (), lambda _group: "all", lambda _group: "", lambda _key: Q())

# Those that are the same whatever organisation is asked about; `baro.statistics.organisation` groups by unit.
GROUPINGS = {
    grouping.code: grouping
    for grouping in (
        Grouping(
            "source",
            _("By source document"),
            _("Document"),
            ("source_id", "source__symbol", "source__abstract"),
            lambda group: NONE if group["source_id"] is None else str(group["source_id"]),
            _source_name,
            _number_or_none("source"),
            ("-overdue", "-assigned", "-source_id"),
        ),
        Grouping(
            "month",
            _("By month of assigning"),
            _("Month"),
            ("month",),
            lambda group: group["month"].strftime("%Y-%m"),
            lambda group: date_format(timezone.localtime(group["month"]), "YEAR_MONTH_FORMAT"),
            _assigned_in,
            ("-month",),
            {"month": TruncMonth("assigned_at")},
        ),
    )
}
