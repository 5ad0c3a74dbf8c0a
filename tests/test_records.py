"""Pages of records and their verbs, from what a part declares."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import get_resolver, reverse
from django.utils.safestring import SafeString

from baro.documents.models import Document
from baro.org.models import Unit
from baro.tasks.models import Task
from baro.ui.records import Fact, RecordPages, VerbPage, pages_of, state_badge
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
    assert {page.verb.code for page in task.verbs if page.many} == {"tasks.task.urge", "tasks.task.reassign"}


def test_a_verb_that_asks_nothing_has_no_form_to_show(rf):
    page = VerbPage(pages_of(Task).verbs[0].verb, lambda pk, by: None)
    with pytest.raises(AssertionError, match="is done at once"):
        page.asked(rf.get("/"), Unit(pk=1), "ui/form.html")


def test_a_page_shows_no_markup_as_words(world):
    document = world.instructed()
    page = world.browser(world.ada).get(document.get_absolute_url()).content.decode()
    assert "&lt;" not in page
