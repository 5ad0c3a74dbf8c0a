"""The rules of the yearly report: its lines, in order, each type in one of them."""

from datetime import date

import pytest
from pydantic import ValidationError

from baro.documents.rulebook import DocumentsIssued
from baro.kernel import rulebook
from baro.org.rulebook import DocumentTypes

LAST_DAY = date(2024, 12, 31)


def body(rule_type):
    return rulebook.in_force(rule_type, on=LAST_DAY).body


def test_the_nine_lines_stand_in_the_order_of_the_published_account():
    assert [line.id for line in body(DocumentsIssued).lines] == [
        "resolution",
        "directive",
        "working_rules",
        "regulation",
        "guideline",
        "programme",
        "plan",
        "report",
        "conclusion_or_notice",
    ]


def test_conclusions_and_notices_are_counted_together():
    assert body(DocumentsIssued).lines[-1].types == ("conclusion", "notice")


def test_every_type_of_a_line_is_a_type_of_the_regulation():
    assert set(body(DocumentsIssued).types) <= set(body(DocumentTypes).ids)


def test_no_document_is_counted_in_two_lines():
    lines = [line.model_dump() for line in body(DocumentsIssued).lines]
    lines[0]["types"] = ["plan"]
    with pytest.raises(ValidationError, match="type of document listed more than once: plan"):
        DocumentsIssued.model_validate({"lines": lines})
