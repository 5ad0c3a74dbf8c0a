"""Pieces that a higher part shows on a lower part's page, so that the lower part need not know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Panel = Callable[[Any, Any], str]
_panels: dict[tuple[str, str], list[tuple[int, Panel]]] = defaultdict(list)


def panel(label: str, *, order: int = 50, at: str = "page") -> Callable[[Panel], Panel]:
    """Show what ``render(request, record)`` gives on the page of every record of the model ``label``.

    ``at="next"`` is the place of what is to be done next, before the buttons; ``at="more"`` the one after them.
    """

    def declare(render: Panel) -> Panel:
        _panels[label, at].append((order, render))
        _panels[label, at].sort(key=lambda pair: pair[0])
        return render

    return declare


def panels_of(record: Any, at: str = "page") -> list[Panel]:
    """The declared pieces for a place of a record's page, in order."""
    return [render for _order, render in _panels[record._meta.label_lower, at]]
