"""Yearly reports of the town."""

from __future__ import annotations

import pytest

from baro.reports.tests.filling import powers
from tests.world import World


@pytest.fixture
def able(world: World) -> World:
    """The town in which Gus writes yearly reports of the ward and Eve approves them."""
    powers(world)
    return world
