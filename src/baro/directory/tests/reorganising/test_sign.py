"""Signing a reorganisation: exactly the effects that were seen, or nothing."""

from __future__ import annotations

import pytest

from baro.directory.tests.reforms import merger
from baro.kernel.errors import Refused
from baro.org.models import Reorganisation
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.verbs import SIGN
from baro.trail.models import Event


def signed(plan):
    return Event.objects.about(plan).filter(verb_code=SIGN.code).exists()


def test_what_was_seen_is_what_is_agreed_to(world):
    plan = merger(world)
    seen = reorganising.preview(plan.pk, by=world.ada)
    record = reorganising.sign(plan.pk, digest=seen.digest, by=world.ada)
    assert (record.state, record.agreed) == ("signed", seen.as_facts())


@pytest.mark.parametrize("digest", ["", "of another plan"])
def test_effects_that_nobody_saw_are_not_signed(world, digest):
    plan = merger(world)
    with pytest.raises(Refused, match="others than those you saw"):
        reorganising.sign(plan.pk, digest=digest, by=world.ada)
    assert not signed(plan)


def test_effects_that_changed_since_they_were_seen_are_not_signed(world):
    plan = merger(world)
    seen = reorganising.preview(plan.pk, by=world.ada).digest
    planning.dissolve(plan.pk, world.unit("QN-HL-CB"), successor=world.unit("QN-VP"), by=world.kim)
    with pytest.raises(Refused, match="others than those you saw"):
        reorganising.sign(plan.pk, digest=seen, by=world.ada)
    plan = Reorganisation.objects.get(pk=plan.pk)
    assert (plan.state, plan.agreed, signed(plan)) == ("draft", None, False)
    now = reorganising.preview(plan.pk, by=world.ada).digest
    assert reorganising.sign(plan.pk, digest=now, by=world.ada).state == "signed"
