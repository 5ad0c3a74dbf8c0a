"""No table is forgotten when a person is merged with their duplicate, and a duplicate can be chosen nowhere."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from baro.org.personal import undeclared_people
from tests.guards.declared import in_folders, named

WEB = in_folders("web")


def test_every_relation_to_a_person_says_what_becomes_of_it():
    forgotten = undeclared_people(apps.get_models())
    assert not forgotten, f"declare in the part's attached.py what becomes of: {', '.join(forgotten)}"


@pytest.mark.parametrize("path", WEB, ids=named)
def test_people_are_shown_and_chosen_without_duplicates(path):
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"\bPerson\.objects(?!\s*\.\s*(visible_to|known|none)\b)", text):
        line = text[: match.start()].count("\n") + 1
        reason = text.splitlines()[line - 1]
        assert "# sees:" in reason, f"{named(path)}:{line}: narrow with visible_to or known, or say why not"
