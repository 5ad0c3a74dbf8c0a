"""What waits for somebody in the registers: the count, the card and the list agree."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.documents.models import Document
from baro.documents.verbs import SIGN
from baro.kernel.decisions import ask
from baro.org.actors import Limits
from baro.org.models import Person
from baro.org.posts.actions.appointing import appoint, release
from baro.org.queries import actor_of
from baro.ui.counts.waiting import counts_of
from tests.powers.given import by_two, delegated

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def busy(world):
    world.registered()
    world.presented()
    world.drafted()
    world.submitted()
    world.signed()
    world.issued()
    return world


def waiting_for(actor):
    """The last word of each kind of the registers to how many documents wait."""
    (counts,) = counts_of([actor], TODAY)
    return {code.rpartition(".")[2]: n for code, n in counts.items() if code.startswith("documents.")}


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
    assert busy.browser(actor).get(reverse(register), {"mine": part}).context["list"].count == 1
    assert f"mine={part}" in busy.browser(actor).get(reverse("ui.my_work")).content.decode()


def test_nothing_waits_for_a_neighbour_but_what_was_sent_to_them(busy):
    assert sum(waiting_for(busy.dov).values()) == 0
    assert waiting_for(busy.hue)["to_register"] == 1


def test_the_leader_finds_the_documents_themselves_among_what_waits(busy):
    waiting = busy.browser(busy.ada).get(reverse("ui.my_work")).context["decisions"]
    waits = Document.objects.filter(state__in=("presented", "submitted"))
    assert {row.url for row in waiting} == {document.get_absolute_url() for document in waits}
    assert {document.state for document in waits} == {"presented", "submitted"}
    assert busy.browser(busy.chi).get(reverse("ui.my_work")).context["decisions"] == []


def both(world, actor, part, register="documents.outgoing"):
    """The number on the card of a kind (None without a card), and the documents that the list behind it shows."""
    client, listed = world.browser(actor), f"{reverse(register)}?mine={part}"
    cards = client.get(reverse("ui.my_work")).context["cards"]
    counts = [card.count for card in cards if card.url == listed]
    return next(iter(counts), None), client.get(listed).context["list"].records


@pytest.mark.parametrize(
    ("limits", "facts"),
    [(Limits(types=("notice",)), {"type": "report"}), (Limits(urgency=1), {"urgency": 2})],
    ids=["types", "urgency"],
)
def test_who_signs_up_to_a_ceiling_finds_what_lies_below_it_on_the_card_and_in_the_list(world, limits, facts):
    delegated(world, limits=limits)
    below, above = world.submitted(urgency=1), world.submitted(**facts)
    assert both(world, world.chi, "to_sign") == (1, [below])
    assert [bool(ask(world.chi, SIGN, document)) for document in (below, above)] == [True, False]
    assert both(world, world.ada, "to_sign")[0] == 2, "who granted it signs everything"


def test_a_draft_waits_for_who_holds_the_post_and_not_for_who_began_it(world):
    draft, clo = world.drafted(), world.clo
    release(clo.post_id, clo.person_id, last=YESTERDAY, reason="điều động", by=world.kim)
    appoint(world.post("QN-HL", "Phó Bí thư").pk, clo.person_id, since=TODAY, by=by_two(world))
    appoint(clo.post_id, (ivy := Person.objects.create(name="Ivy Mới")).pk, since=TODAY, by=world.kim)
    assert both(world, actor_of(ivy.pk), "my_drafts") == (1, [draft])
    assert both(world, world.clo, "my_drafts") == (None, [])
