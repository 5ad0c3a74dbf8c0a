"""Pages of records and their verbs, from what a part declares."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import get_resolver, reverse
from django.utils.safestring import SafeString

from baro.documents.models import Document
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.tasks.models import Task
from baro.trail.changes import Batch
from baro.ui.lists import Column
from baro.ui.records import Fact, Facts, RecordPage, RecordPages, VerbPage, alone, pages_of, state_badge
from baro.ui.records.facts import drawn_facts


@pytest.fixture(autouse=True)
def _declared():
    """Pages are declared where their addresses are."""
    assert get_resolver().url_patterns


def test_a_fact_is_called_like_its_field_and_left_out_when_there_is_nothing_to_say():
    document = Document(issuer="Ban Bí thư", symbol="")
    assert Fact("issuer").drawn(document) == "<div><dt>Issuer</dt><dd><bdi>Ban Bí thư</bdi></dd></div>"
    assert Fact("symbol").drawn(document) == ""
    assert Fact("symbol", always=True).drawn(document) == "<div><dt>Number and symbol</dt><dd>—</dd></div>"


def test_a_fact_escapes_what_somebody_wrote():
    drawn = Fact("issuer", note=lambda _record: "<b>", wide=True).drawn(Document(issuer="<script>"))
    assert "&lt;script&gt;" in drawn
    assert "&lt;b&gt;" in drawn
    assert "<script>" not in drawn


def test_a_choice_is_told_by_its_name():
    assert "<dd><bdi>Underway</bdi></dd>" in Fact("state").drawn(Task(state="underway"))


def test_a_linked_fact_leads_only_to_what_the_reader_may_open(world):
    record, fact = world.post("QN-HL", "Bí thư"), Fact("unit", linked=True)
    address = world.unit("QN-HL").get_absolute_url()
    assert f'href="{address}"' in drawn_facts(record, [fact], world.eve)
    drawn = drawn_facts(record, [fact], world.dov)
    assert address not in drawn
    assert "Hà Lầm" in drawn


def test_a_state_is_shown_in_its_tone():
    assert state_badge(Task.STATES.DECLINED) == SafeString('<span class="badge tone-bad">Declined</span>')


def test_the_pages_of_a_record_are_declared_once():
    with pytest.raises(ValueError, match=r"tasks\.Task are declared twice"):
        RecordPages(Task, "tasks")
    assert pages_of(Task) is pages_of(Task(work="a"))
    assert pages_of(SimpleNamespace()) is None


def test_every_verb_of_a_declaration_has_an_address_below_its_record(world):
    task = pages_of(Task)
    assert reverse("tasks.task.hand_in", args=[7]) == "/tasks/7/hand-in/"
    assert {page.verb.word for page in task.verbs if page.many} == {"urge", "reassign", "approve", "return"}


def test_a_verb_that_asks_nothing_has_no_form_to_show(rf):
    page = VerbPage(pages_of(Task).verbs[0].verb, lambda pk, by: None)
    with pytest.raises(AssertionError, match="is done at once"):
        page.asked(rf.get("/"), Unit(pk=1), "ui/form.html")


def test_a_page_shows_no_markup_as_words(world):
    document = world.instructed()
    page = world.browser(world.ada).get(document.get_absolute_url()).content.decode()
    assert "&lt;" not in page


def test_a_step_above_that_the_reader_may_not_open_is_named_without_a_link(rf):
    steps = ["org.units", [("/units/1/", "Above"), ("", "Hidden")], None]
    request = rf.get("/")
    request.actor = Actor.nobody()
    shown = RecordPage((), crumbs=(lambda _unit: steps,)).answer(request, Unit(pk=7, name="Here"))
    assert shown.context_data["crumbs"] == [(reverse("org.units"), "Units"), ("/units/1/", "Above"), ("", "Hidden")]


def test_a_card_of_facts_stands_without_a_title_and_with_a_note(rf):
    request = rf.get("/")
    request.actor = Actor.nobody()
    card = Facts("", (Fact("name"),), note="Only you see this.").drawn(request, Unit(name="Here"), {})
    assert "<h2" not in card
    assert "aria-labelledby" not in card
    assert '<p class="muted">Only you see this.</p>' in card


def test_a_record_that_is_shown_by_its_name_is_called_as_it_is():
    paths = ("rank", "get_rank_display", "unit.name", "unit.code")
    assert [Column(path).words(Post) for path in paths] == ["Rank", "Rank", "Unit", "Code"]


def test_what_is_done_to_many_and_refused_for_the_only_one_is_refused():
    batch = Batch([Unit(pk=7, name="Here")])
    alone(lambda ids, **_typed: batch)(7)
    batch.refuse(batch.records[0], "Not this one.")
    with pytest.raises(Refused, match="Not this one"):
        alone(lambda ids, **_typed: batch)(7)


def test_where_the_unit_alone_decides_a_linked_fact_asks_nothing(world, django_assert_num_queries):
    post, facts = world.post("QN-HL", "Bí thư"), [Fact("unit", linked=True), Fact("successor", linked=True)]
    post.successor = world.post("QN-CX", "Bí thư")
    eve = world.eve
    with django_assert_num_queries(0):
        drawn = drawn_facts(post, facts, eve)
    assert post.unit.get_absolute_url() in drawn
    assert post.successor.get_absolute_url() not in drawn
    assert [unit.pk for unit in Unit.objects.visible_to(eve)] == [
        unit.pk for unit in Unit.objects.all() if eve.holds("org.see", unit)
    ]
