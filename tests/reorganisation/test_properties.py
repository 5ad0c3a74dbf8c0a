"""Whatever happens to a small town, in whatever order: nothing is lost, nothing hangs in the air, every day adds up.

`make check` tries the same hundred histories each time. ``HISTORIES=5000 .venv/bin/pytest -n auto`` with the name of
this file tries as many new ones as asked for; what fails is then made as short as can be, which takes minutes.
"""

from __future__ import annotations

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.reorganisation.histories import History, steps
from tests.reorganisation.invariants import INVARIANTS

HISTORIES = int(os.environ.get("HISTORIES", "0"))
GROUPS = 4  # so that several processes share them


@pytest.mark.slow  # real reorganisations, and every day of each history looked at
@pytest.mark.parametrize("group", range(GROUPS))
def test_any_history_leaves_the_organisation_whole(world, group):
    history = History(world)
    history.begin()

    @given(st.lists(steps, min_size=1, max_size=8))
    def whole(drawn):
        with transaction.atomic():
            again = history.copy()
            for step in drawn:
                again.live(step)
            for invariant in INVARIANTS:
                invariant(again)
            transaction.set_rollback(True)

    tried = settings(
        max_examples=(HISTORIES or 100) // GROUPS,
        deadline=None,
        database=None,
        phases=[Phase.generate, *([Phase.shrink] if HISTORIES else [])],
        suppress_health_check=list(HealthCheck),
    )
    tried(whole if HISTORIES else seed(group)(whole))()
