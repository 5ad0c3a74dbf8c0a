"""What waits for somebody: a card counts exactly the rows of the list behind it, for everybody and every kind."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from urllib.parse import urlencode

import pytest
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from baro.ui.counts.opening import address
from baro.ui.counts.waiting import Section, counts_of, kinds
from baro.ui.lists import list_of
from tests.waiting import filled, fillers
from tests.world import PEOPLE

TODAY = timezone.localdate()
KINDS = kinds()


def keys(rows):
    return set(rows.order_by().values_list("pk", flat=True))


def listed(kind, actor):
    """The rows of the list behind a card."""
    return keys(list_of(kind.list_code)(actor, QueryDict(urlencode(kind.asked))).found)


def disagreement(kind, actor):
    """What the rows of a kind and its list show otherwise; empty when they are the same rows."""
    return keys(kind.rows_for(actor, TODAY)) ^ listed(kind, actor)


def test_a_card_counts_the_rows_of_its_list(world):
    filled(world)
    for persona in PEOPLE:
        actor = getattr(world, persona)
        (counts,) = counts_of([actor], TODAY)
        client = world.browser(actor)
        for kind in KINDS:
            where = f"{persona}, {kind.code}"
            assert not disagreement(kind, actor), f"{where}: its rows are not those of {address(kind)}"
            assert counts[kind.code] == len(listed(kind, actor)), where
            if counts[kind.code]:
                assert client.get(address(kind)).context["list"].count == counts[kind.code], where


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_something_of_every_kind_waits_in_the_filled_town(world, kind):
    assert kind.code in fillers(), (
        f"{kind.code}: say with @waits in the tests/waiting.py of its part what makes it wait"
    )
    fillers()[kind.code](world)
    waiting = [persona for persona in PEOPLE if kind.rows_for(getattr(world, persona), TODAY).exists()]
    assert waiting, f"nothing waits for anybody: {kind.code}"
    assert len(waiting) < len(PEOPLE), f"{kind.code} waits for everybody"
    assert not kind.rows_for(world.stranger, TODAY).exists()


def test_what_is_only_counted_stands_under_another_kind(world):
    filled(world)
    for persona, kind in product(("ada", "chi", "eve"), kinds(Section.COUNTED)):
        actor = getattr(world, persona)
        others = [one for one in kinds(Section.DECISION, Section.NEXT) if one.inbox is kind.inbox]
        standing = set().union(*(keys(one.rows_for(actor, TODAY)) for one in others))
        assert keys(kind.rows_for(actor, TODAY)) <= standing, f"{kind.code} counts for {persona} what stands nowhere"


def test_kinds_have_places_of_their_own():
    places = [kind.order for kind in KINDS]
    assert len(set(places)) == len(places)


def test_a_kind_that_counts_otherwise_than_its_list_is_found(world):
    ada = filled(world).ada
    kind = next(kind for kind in KINDS if kind.code == "documents.to_sign")
    assert disagreement(replace(kind, condition=lambda _actor, _day: Q(state="draft")), ada)
    assert disagreement(replace(kind, asked={"mine": "my_drafts"}), ada)
