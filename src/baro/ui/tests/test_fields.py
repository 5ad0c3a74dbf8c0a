"""Periods, and filters that offer several choices."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from baro.ui.forms.fields import Days, Period
from baro.ui.lists.filters import Filter, ManyInput, chips
from baro.ui.lists.states import Address


class LetterFilter(Filter):
    day = Period(label="Day")
    kinds = forms.MultipleChoiceField(label="Kinds", choices=[("a", "Directive"), ("b", "Notice")])


def asked(query):
    form = LetterFilter(QueryDict(query))
    form.settle()
    return form


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("day_from=2026-03-01&day_to=2026-03-31", Days(date(2026, 3, 1), date(2026, 3, 31))),
        ("day_from=2026-03-01", Days(date(2026, 3, 1), None)),
        ("day_to=31/03/2026", Days(None, date(2026, 3, 31))),
        ("", None),
    ],
)
def test_either_end_of_a_period_may_stay_open(query, days):
    assert asked(query).cleaned_data["day"] == days


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("day_from=2026-03-02&day_to=2026-03-01", "before it begins"),
        ("day_from=31/02/2026", "“31/02/2026” is not a date"),
    ],
)
def test_a_wrong_period_asks_nothing_and_says_why(query, sentence):
    form = asked(query)
    assert form.cleaned_data["day"] is None
    assert sentence in str(form.errors["day"])


def test_each_of_several_choices_can_be_taken_away():
    query = "kinds=a&kinds=b&day_from=2026-03-01"
    found = chips(asked(query), Address(QueryDict(query)))
    assert [(chip.text, chip.off) for chip in found[1:]] == [
        ("Directive", "?kinds=b&day_from=2026-03-01"),
        ("Notice", "?kinds=a&day_from=2026-03-01"),
    ]
    assert found[0].off == "?kinds=a&kinds=b"


def test_several_choices_stand_in_a_menu_that_says_what_is_ticked():
    form = asked("kinds=b")
    assert isinstance(form.fields["kinds"].widget, ManyInput)
    assert form["kinds"].subwidgets
    assert ">Notice</span>" in str(form["kinds"])


@pytest.mark.parametrize("asked_as", ["2026-08-05", "05/08/2026", "5/8/2026"])
def test_a_field_shows_a_day_as_it_is_written_here_however_an_address_gives_it(asked_as):
    drawn = str(asked(f"day_from={asked_as}")["day"])
    assert 'type="text" name="day_from" value="05/08/2026"' in drawn
    assert 'type="date"' not in drawn


def test_a_field_shows_what_is_no_day_as_it_was_typed():
    assert 'value="31/02/2026"' in str(asked("day_from=31/02/2026")["day"])
