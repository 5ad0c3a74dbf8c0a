"""Saying what field of work a document is about, and the figure of those about personnel."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from baro.documents.actions import correcting, in_bulk
from baro.documents.actions.entering import Issued, enter_issued
from baro.kernel.errors import NotPermitted, Refused
from baro.org.figures.indicators import line_of
from baro.trail.models import Event


def regulation(world, number: int, *, kind: str = "regulation", unit: str = "QN", year: int = 2024, **other):
    line = Issued(kind, number, f"{number}-QĐ/TU", date(year, 5, 6), "về luân chuyển cán bộ", **other)
    (document,) = enter_issued([line], world.unit(unit), source="sổ công văn đi", by=world.clo)
    return document


def figure(world, year: int = 2024) -> int:
    found = line_of("documents.personnel_regulations", world.unit("QN"), year)
    return found.value_of(found.rows())


def test_the_clerk_says_what_a_document_is_about_and_the_history_keeps_it(world):
    document = regulation(world, 1)
    correcting.classify(document.pk, field="personnel", by=world.clo)
    correcting.classify(document.pk, field="finance", by=world.clo)
    document.refresh_from_db()
    assert document.field == "finance"
    told = [event.sentence for event in Event.objects.about(document)[:2]]
    assert "to Finance and property of the Party; before it was Personnel" in told[0]
    assert "to Personnel; before it was —" in told[1]


def test_nobody_else_says_it(world):
    document = regulation(world, 1)
    with pytest.raises(NotPermitted):
        correcting.classify(document.pk, field="personnel", by=world.ada)


@pytest.mark.parametrize(("field", "words"), [("gardening", "no field of work “gardening”"), ("", "already")])
def test_an_unknown_field_and_the_same_one_are_refused(world, field, words):
    document = regulation(world, 1)
    with pytest.raises(Refused, match=words):
        correcting.classify(document.pk, field=field, by=world.clo)


def test_an_entry_is_registered_and_corrected_with_its_field(world):
    document = world.registered(field="personnel")
    assert document.field == "personnel"
    with pytest.raises(Refused, match="no field of work"):
        correcting.correct(document.pk, reason="gõ nhầm", by=world.clo, field="gardening")
    correcting.correct(document.pk, reason="gõ nhầm", by=world.clo, field="inspection")
    assert "Inspection, supervision, discipline, not Personnel" in Event.objects.about(document)[0].sentence


def test_many_are_told_at_once_and_those_of_which_it_is_known_are_left_out(world):
    made = [regulation(world, number) for number in (1, 2)]
    known = regulation(world, 3, field="personnel")
    batch = in_bulk.classify_many([*(one.pk for one in made), known.pk], field="personnel", by=world.clo)
    assert {one.pk for one in batch.records} == {one.pk for one in made}
    assert len(Event.objects.filter(verb_code="documents.document.classify")) == 2


def test_the_page_shows_it_and_the_list_finds_it(world):
    about, other = regulation(world, 1, field="personnel"), regulation(world, 2)
    client = world.browser(world.clo)
    assert "Personnel" in client.get(about.get_absolute_url()).text
    found = client.get(reverse("documents.outgoing"), {"field": "personnel", "columns": ["symbol", "field"]})
    assert about.symbol in found.text
    assert other.symbol not in found.text


def test_the_figure_counts_regulations_and_working_rules_about_personnel_that_were_issued_in_the_year(world):
    regulation(world, 1, field="personnel")
    regulation(world, 2, field="personnel", unit="QN-BTV")
    regulation(world, 1, field="personnel", kind="working_rules")
    regulation(world, 3, field="finance")
    regulation(world, 4)
    regulation(world, 1, field="personnel", kind="plan")
    regulation(world, 5, field="personnel", year=2023)
    regulation(world, 1, field="personnel", unit="QN-VP")
    assert (figure(world), figure(world, 2023)) == (3, 1)
