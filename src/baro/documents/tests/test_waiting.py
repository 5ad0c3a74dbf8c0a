"""What waits for somebody in the registers: the count, the card and the list agree."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.documents.queries import waiting_for


@pytest.fixture
def busy(world):
    world.registered()
    world.presented()
    world.drafted()
    world.submitted()
    world.signed()
    world.issued()
    return world


@pytest.mark.parametrize(
    ("persona", "part"),
    [
        ("ada", "to_instruct"),
        ("ada", "to_sign"),
        ("chi", "to_present"),
        ("clo", "to_issue"),
        ("clo", "my_drafts"),
        ("gus", "to_register"),
    ],
)
def test_everybody_finds_what_waits_for_them(busy, persona, part):
    actor = getattr(busy, persona)
    assert waiting_for(actor)[part] == 1
    register = "documents.outgoing" if part in {"to_sign", "to_issue", "my_drafts"} else "documents.incoming"
    page = busy.browser(actor).get(reverse(register), {"mine": part}).content.decode()
    assert page.count("data-baro-row") == 1 or "1 row" in page
    assert f"mine={part}" in busy.browser(actor).get(reverse("tasks.mine")).content.decode()


def test_nothing_waits_for_a_neighbour_but_what_was_sent_to_them(busy):
    assert sum(waiting_for(busy.dov).values()) == 0
    assert waiting_for(busy.hue)["to_register"] == 1


def test_the_leader_finds_the_documents_themselves_among_what_waits(busy):
    waiting = busy.browser(busy.ada).get(reverse("tasks.mine")).context["documents"]
    assert {document.state for document in waiting} == {"presented", "submitted"}
    assert busy.browser(busy.chi).get(reverse("tasks.mine")).context["documents"] == []
