"""What stands in the addresses of figures, for the filled town."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from tests.filling import names
from tests.world import World


@names("statistics.breakdown", sees="ada", everybody=True)
def grouping(_world: World, _client: Client) -> dict[str, Any]:
    return {"grouping": "unit"}


@names("statistics.tasks", sees="ada")
def tasks(world: World, _client: Client) -> dict[str, Any]:
    branch = world.unit("QN").pk
    return {"unit": branch, "grouping": "unit", "key": world.unit("QN-HL").pk, "standing": "assigned"}


@names("statistics.rows", sees="ada")
def rows(world: World, _client: Client) -> dict[str, Any]:
    return {"code": "documents.issued.resolution", "unit": world.unit("QN").pk, "period": timezone.localdate().year}
