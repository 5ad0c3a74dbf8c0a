"""The language of the sentences that the tests expect, and a town in which cases are opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from baro.oversight.tests.filling import powers
from tests.world import World


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def town(world: World) -> World:
    """The town in which the ward inspects its cell and the province decides about complaints."""
    powers(world)
    return world
