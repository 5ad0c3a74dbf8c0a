"""Programmes of the town."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from baro.programmes.tests.filling import powers
from baro.tasks.tests.conftest import TaskWorld
from tests.world import World


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The sentences that the tests expect are the source language's."""
    with translation.override("en"):
        yield


@pytest.fixture
def able(world: World) -> World:
    """The town in which Gus sets programmes up and Eve approves reviews."""
    powers(world)
    return world


@pytest.fixture
def given(able: World) -> TaskWorld:
    return TaskWorld(able)
