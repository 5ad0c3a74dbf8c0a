"""Taking back what was recorded by mistake."""

from __future__ import annotations

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.weakpoints.actions.recording import cancel
from baro.weakpoints.models import Point
from baro.weakpoints.tests.filling import point, solved


def test_it_stays_in_the_register_and_counts_nowhere(town):
    found = cancel(point(town).pk, reason="Ghi trùng", by=town.gus)
    assert found.state == "cancelled"
    assert not Point.objects.counting().exists()


def test_what_is_solved_is_not_cancelled(town):
    with pytest.raises(Refused, match="not possible"):
        cancel(solved(town).pk, reason="x", by=town.gus)


def test_its_owner_does_not_cancel_it(town):
    found = point(town, owner_post=town.post("QN-VP", "Chánh Văn phòng"))
    with pytest.raises(NotPermitted):
        cancel(found.pk, reason="x", by=town.chi)
