"""How a figure is compared with the year before: in which of the ways that reports use, and in words."""

from __future__ import annotations

from enum import StrEnum

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from baro.kernel.figures import growth, percent


class Comparison(StrEnum):
    """The ways in which reports compare: what it is of the year before, by how much it grew, how many fewer it is."""

    EQUALS = "equals"
    GREW = "grew"
    LESS = "less"


def compared(value: int, base: int | None, way: Comparison) -> str:
    """A figure against the year before in the reader's language; percentages are cut off, and the base always stands
    beside them. Without a base (None) it is said that there is none.
    """
    if base is None:
        return _("no records of the year before")
    before = number_format(base, force_grouping=True)
    if base <= 0:
        return _("no base to compare with (year before: %(base)s)") % {"base": before}
    if way is Comparison.LESS:
        return _difference(value, base, before)
    if value == base or (way is Comparison.EQUALS and value >= 0):
        share = number_format(percent(value, base) or 0, 1)
        return _("equals %(percent)s%% of the year before (%(base)s)") % {"percent": share, "base": before}
    change = growth(value, base) or 0
    words = {"percent": number_format(abs(change), 1), "base": before}
    if value > base:
        return _("grew by %(percent)s%% on the year before (%(base)s)") % words
    return _("fell by %(percent)s%% on the year before (%(base)s)") % words


def _difference(value: int, base: int, before: str) -> str:
    words = {"number": number_format(abs(value - base), force_grouping=True), "base": before}
    if value == base:
        return _("as many as the year before (%(base)s)") % words
    if value < base:
        return _("%(number)s fewer than the year before (%(base)s)") % words
    return _("%(number)s more than the year before (%(base)s)") % words
