"""The oracle finds what a page could do wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.shortcuts import get_object_or_404

from baro.documents.models import Document
from baro.documents.web import papers
from baro.tasks.models import Task, TaskQuerySet
from baro.tasks.web.lists import TaskFilter, TaskList
from baro.ui.forms.choices import Option, choosable_of
from baro.ui.records.pages import RecordPages
from baro.ui.web import searching
from tests.addresses import Address
from tests.oracle.asking import ABSENT, asks_at
from tests.oracle.books import has_rule, sight
from tests.oracle.planting import Plants, unplanted
from tests.oracle.walking import Answer, Walk, probed, untold, walked

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


def test_without_a_fault_none_is_found(town):
    assert not walked(town, "dov", "tasks.list", "tasks.task", "tasks.task.report", "ui.choices")


def test_a_list_that_forgets_who_may_see_its_rows_is_found(town, monkeypatch):
    monkeypatch.setattr(TaskList, "rows", lambda _page: Task.objects.all().for_list())
    found = walked(town, "dov", "tasks.list")
    assert any("of tasks.task:" in fault and ".work" in fault for fault in found)


def test_a_piece_of_a_page_that_shows_what_a_source_is_about_is_found(town, monkeypatch):
    monkeypatch.setattr(TaskQuerySet, "with_sources", lambda rows, _reader: rows.prefetch_related("source"))
    found = walked(town, "ivo", "tasks.list")
    assert any("as a piece: says" in fault and "of documents.document:" in fault for fault in found)


def _about(task: Task) -> str:
    return Document.objects.get(pk=task.source_id).abstract if task.source_id else ""


def test_a_file_with_more_than_its_page_is_found(town, monkeypatch):
    columns = [replace(one, csv=_about) if one.path == "source.symbol" else one for one in TaskList.columns]
    monkeypatch.setattr(TaskList, "columns", tuple(columns))
    found = [fault for fault in walked(town, "ivo", "tasks.list") if "of documents.document:" in fault]
    assert all("as=csv" in fault or "as=xlsx" in fault for fault in found)
    assert {kind for kind in ("csv", "xlsx") for fault in found if f"as={kind}" in fault} == {"csv", "xlsx"}


def test_choices_with_names_of_others_are_found(town, monkeypatch):
    planned = town.books.of("org.plannedunit").values()

    def careless(code):
        shown = [Option(str(row["id"]), row["name"]) for row in planned]
        return replace(choosable_of(code), search=lambda _actor, _words, _limit: shown)

    monkeypatch.setattr(searching, "choosable_of", careless)
    assert any("of org.plannedunit:" in fault for fault in walked(town, "dov", "ui.choices"))


def test_a_page_that_opens_every_record_is_found(town, monkeypatch):
    def opened(pages, _request, pk):
        return get_object_or_404(pages.model._default_manager.select_related(*pages.related), pk=pk)

    monkeypatch.setattr(RecordPages, "seen", opened)
    found = walked(town, "dov", "tasks.task", "tasks.task.report")
    assert any(fault.startswith("tasks.task: dov") and "may not be seen" in fault for fault in found)
    assert any(fault.startswith("tasks.task.report: dov") and "may not be seen" in fault for fault in found)
    assert any("of tasks.task:" in fault for fault in found)


def test_a_page_that_hides_what_may_be_seen_is_found(town, monkeypatch):
    monkeypatch.setattr(RecordPages, "seen", lambda pages, _request, _pk: get_object_or_404(pages.model, pk=0))
    assert any("though the books open it" in fault for fault in walked(town, "ada", "tasks.task"))


def test_a_refusal_that_tells_that_there_is_something_is_found(town, monkeypatch):
    def telling(_walk, one, **_options):
        return Answer(404, "", "There is nothing." if str(ABSENT) in one.url else "It is not for you.", "text/html", 0)

    monkeypatch.setattr(Walk, "ask", telling)
    assert any("otherwise than about no record" in fault for fault in walked(town, "dov", "tasks.task"))


def test_a_box_that_finds_by_words_of_what_is_hidden_is_found(town, monkeypatch):
    def careless(form, rows):
        words = form.cleaned_data["source"]
        return rows.filter(source__search__finds=words) if words else rows

    monkeypatch.setattr(TaskFilter, "narrow", careless)
    assert "tasks.list, source: finds documents.document.abstract" in probed(town, "ivo", "tasks.list")


def test_a_reading_that_is_not_told_is_found(town, monkeypatch):
    monkeypatch.setattr(papers, "tell_reading", lambda _document, **_by: None)
    places = {fault.split(":")[0] for fault in untold(town, "ada")}
    assert places == {"documents.attachment", "documents.attachment.sheet"}


def test_a_text_that_nobody_planted_is_found():
    assert "tasks.task.work" in unplanted(Plants())


def test_an_address_of_which_nobody_says_what_stands_in_it_is_found(town):
    address = Address("meetings.year", "meetings/<int:year>/", ("year",), None)
    with pytest.raises(LookupError, match=r"say in tests/oracle/asking\.py what stands for year"):
        list(asks_at(address, town, town.readers["ada"]))


def test_a_rule_that_is_declared_twice_or_not_at_all_is_found():
    assert has_rule("tasks.task")
    assert not has_rule("ferries.ferry")
    with pytest.raises(ValueError, match=r"tasks\.task: the rule is declared twice"):
        sight("tasks.task")(lambda _books, _reader, _row: True)
