"""The labelled clauses: what they say is proposed, as well as it was when these bounds were written."""

from __future__ import annotations

import pytest

from tests.guards.declared import ROOT
from tools.proposing import FIELDS, labelled, measured, table

# Below these something was broken: shares of what is right among what was proposed, and among what clauses say.
LEAST = {"aside": (0.85, 0.85), "known": (0.97, 0.97)}


def test_there_are_enough_clauses_of_each_shape():
    cases = labelled()["case"]
    assert sum(len(case["tasks"]) for case in cases) >= 60
    assert sum("rows" in case for case in cases) >= 10
    assert sum(not case["tasks"] for case in cases) >= 4
    aside = sum(len(case["tasks"]) for case in cases if case.get("aside"))
    assert aside >= 20


@pytest.mark.parametrize(("which", "aside"), [("known", False), ("aside", True)])
@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_proposed_rightly(field, which, aside):
    count = measured(aside=aside)[field]
    precision, recall = LEAST[which]
    assert count["right"] >= precision * count["told"]
    assert count["right"] >= recall * count["said"]


@pytest.mark.parametrize("aside", [False, True])
def test_the_documents_tell_the_figures_as_they_are(aside):
    told = (ROOT / "docs" / "proposing.md").read_text(encoding="utf-8")
    assert "\n".join(table(aside=aside)) in told, "run make proposing and put its figures into docs/proposing.md"
