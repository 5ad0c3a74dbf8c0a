"""Whom a remark about a record is brought to, mentioned or not: each part declares it of its own records."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db import models

Concerned = Callable[[Any], Collection[int | None]]
_concerned: dict[type[models.Model], Concerned] = {}


def remarks_concern(model: type[models.Model], posts: Concerned) -> None:
    """Bring every remark about a record of the model to ``posts(record)``: who owns it, gave it, answers for it.

    Raises ValueError when a model is declared twice.
    """
    if model in _concerned:
        raise ValueError(f"whom remarks about {model._meta.label} concern is declared twice")
    _concerned[model] = posts


def concerned_by(record: Any) -> set[int]:
    """The posts that a remark about the record is brought to."""
    found = _concerned.get(type(record))
    return {post for post in found(record) if post is not None} if found else set()
