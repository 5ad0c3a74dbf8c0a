"""The linkage game: whoever holds the whole database plays against a secret ballot.

Two worlds are alike but for one thing: which of two members voted how. The players get everything that the store
keeps of the vote in each world, in the order in which it lies there, with its times and sizes, and say in which world
they are. Where the two worlds look the same, nobody can do better than guess.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.forms.models import model_to_dict

from baro.trail.models import Event

# What differs between two runs of the same deeds and tells nothing of who did them: keys, moments, salts.
PASSING = {"id", "pk", "vote", "item", "at", "salt", "facts_digest", "request_id", "meeting", "attendee", "subjects"}


def kept_of(rows: Iterable[models.Model]) -> list[str]:
    """Rows as the database keeps them, in their order, without what passes."""
    return [
        json.dumps({k: v for k, v in model_to_dict(one).items() if k not in PASSING}, default=str, sort_keys=True)
        for one in rows
    ]


def told_of(record: Any) -> list[str]:
    """What the trail tells of a record: the deeds in their order, by whom, with their facts."""
    return [
        json.dumps([one.verb_code, one.person_id, {k: v for k, v in one.facts.items() if k != "kept"}], sort_keys=True)
        for one in Event.objects.about(record).order_by("pk")
    ]


def links(store: Callable[[dict[str, int]], list[str]], voters: tuple[str, str]) -> bool:
    """Whether the store tells who of two voters voted for it: its rows are not the same when they change places."""
    first, second = voters
    return store({first: 1, second: 0}) != store({first: 0, second: 1})
