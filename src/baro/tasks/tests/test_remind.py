"""The reminders of before `urging` are told no more, and what they told stays readable."""

from __future__ import annotations

import pytest

from baro.kernel.decisions import require
from baro.kernel.errors import NotPermitted
from baro.org.actors import Actor
from baro.tasks.verbs import REMIND
from baro.trail.changes import tell_many
from baro.trail.models import Event


@pytest.mark.parametrize("actor", ["ada", "eve"])
def test_nobody_sends_them_any_more(given, world, actor):
    with pytest.raises(NotPermitted):
        require(getattr(world, actor), REMIND, given.assigned())


def test_what_they_told_stays_readable(given):
    task = given.assigned()
    tell_many(REMIND, [(task, {"due": task.due_on})], by=Actor.system(REMIND.code), facts={})
    assert "was reminded of the deadline" in Event.objects.about(task).done(REMIND.code)[0].sentence
