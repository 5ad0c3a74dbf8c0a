"""The state of a record on pages and in lists, in its tone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from baro.kernel.states import States
from baro.ui.lists.columns import Column
from baro.ui.words.cells import badge


def state_badge(state: States) -> SafeString:
    """A state in its tone."""
    return _drawn(type(state), state.value, get_language() or "")


@lru_cache(maxsize=1024)
def _drawn(states: type[States], value: str, _language: str) -> SafeString:
    """Drawn once for each state and language: a list shows fifty of them."""
    state = states(value)
    return badge(state.label, state.tone)


def state_column(states: type[States], path: str = "state", *, sort_by: str | None = None) -> Column:
    """The column of a list that shows the state; a file has its name."""

    def cell(_record: Any, value: str) -> SafeString:
        return state_badge(states(value))

    def name(record: Any) -> str:
        return str(states(column.value(record)).label)

    column = Column(path, _("State"), sortable=bool(sort_by), sort_by=sort_by, cell=cell, csv=name)
    return column
