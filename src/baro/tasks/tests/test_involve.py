"""Supporting units are asked for contributions with an earlier deadline of their own."""

from __future__ import annotations

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import involving, working
from baro.tasks.models import Task
from baro.tasks.tests.conftest import working_days_ahead
from baro.trail.models import Event


@pytest.fixture
def whole(given, world):
    return given.underway(coordinates=[world.unit("QN-CX")])


def asked(whole, world, **other):
    facts = {"units": [world.unit("QN-CX")], "due_on": working_days_ahead(5), "words": "Gửi số liệu của phường"}
    return involving.involve(whole.pk, **({"by": world.eve} | facts | other))


def test_each_unit_gets_a_part_of_its_own_from_the_owner(given, world, whole):
    asked(whole, world)
    part = Task.objects.get(parent=whole)
    assert (part.kind, part.owner_post, part.due_on) == (
        "contribution",
        world.post("QN-CX", "Bí thư"),
        working_days_ahead(5),
    )
    assert part.assigner_post == given.eve_post
    assert "to contribute until" in Event.objects.about(whole)[0].sentence


def test_the_contribution_is_carried_out_and_accepted_like_any_task(given, world, whole):
    asked(whole, world)
    part = Task.objects.get(parent=whole)
    working.accept(part.pk, by=world.dov)
    assert working.hand_in(part.pk, result="Đã gửi số liệu", by=world.dov).handed_in_by_id == world.dov.person_id


def test_its_deadline_is_earlier_than_that_of_the_whole(world, whole):
    with pytest.raises(Refused) as refusal:
        asked(whole, world, due_on=whole.due_on)
    assert set(refusal.value.fields) == {"due_on"}
    assert not Task.objects.filter(parent=whole).exists()


def test_only_units_that_coordinate_are_asked(world, whole):
    with pytest.raises(Refused, match="does not coordinate in this task"):
        asked(whole, world, units=[world.unit("QN-HL-CB")])


def test_only_the_owner_asks(world, whole):
    with pytest.raises(NotPermitted):
        asked(whole, world, by=world.chi)


def test_without_supporting_units_there_is_nobody_to_ask(given, world):
    with pytest.raises(Refused, match="No unit was named to coordinate"):
        asked(given.underway(), world)


def test_the_form_offers_the_units_and_the_words(world, whole):
    page = world.browser(world.eve).get(f"{whole.get_absolute_url()}involve/").text
    assert f'value="{world.unit("QN-CX").pk}"' in page
    assert whole.work in page
