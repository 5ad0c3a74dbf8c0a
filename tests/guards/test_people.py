"""A duplicate that was merged can be chosen nowhere."""

from __future__ import annotations

import re

import pytest

from tests.guards.declared import in_folders, named

WEB = in_folders("web")


@pytest.mark.parametrize("path", WEB, ids=named)
def test_people_are_shown_and_chosen_without_duplicates(path):
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"\bPerson\.objects(?!\s*\.\s*(visible_to|known|none)\b)", text):
        line = text[: match.start()].count("\n") + 1
        reason = text.splitlines()[line - 1]
        assert "# sees:" in reason, f"{named(path)}:{line}: narrow with visible_to or known, or say why not"
