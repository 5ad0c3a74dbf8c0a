"""Every sample paper of the demo is read and recognised as its writer meant it."""

from __future__ import annotations

import tomllib
from difflib import SequenceMatcher
from typing import Any

import pytest

from baro.documents.reading.content import inspect
from baro.documents.reading.limits import Limits
from baro.documents.reading.recognising import Proposal, Vocabulary, recognise
from baro.documents.reading.tests.conftest import PAPERS
from baro.documents.reading.text import read, recognise_text

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((PAPERS / "expected.toml").read_text(encoding="utf-8"))
PRINTED = sorted(name for name, fields in EXPECTED.items() if not fields["scanned"])
SCANNED = sorted(set(EXPECTED) - set(PRINTED))
# What must be right even in a scan; words may have a tone wrong here and there.
EXACT_IN_SCANS = (
    "number",
    "symbol",
    "issued_on",
    "place",
    "issuer_suffix",
    "type_id",
    "urgency",
    "signing_mark",
    "deadlines",
)
ALIKE_IN_SCANS = ("abstract", "issuer_name", "signer_name", "signer_position")
ALIKE = 0.9


def found_in(proposal: Proposal, field: str) -> Any:
    value = getattr(proposal, field)
    if field == "deadlines":
        return [deadline.day for deadline in value]
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_paper_is_recognised_in_every_field(name: str, limits: Limits, vocabulary: Vocabulary) -> None:
    path, expected = PAPERS / name, EXPECTED[name]
    with path.open("rb") as file:
        reading = read(file, inspect(path, name, limits), limits)
    proposal = recognise(reading.text, vocabulary)
    fields = [field for field in expected if field != "scanned"]
    assert (reading.needs_ocr, proposal.secrecy) == (False, "")
    assert {field: found_in(proposal, field) for field in fields} == {field: expected[field] for field in fields}


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("name", SCANNED)
def test_a_scanned_paper_is_recognised_where_it_counts(name: str, limits: Limits, vocabulary: Vocabulary) -> None:
    path, expected = PAPERS / name, EXPECTED[name]
    content = inspect(path, name, limits)
    with path.open("rb") as file:
        assert read(file, content, limits).needs_ocr
        proposal = recognise(recognise_text(file, content, limits).text, vocabulary)
    assert {field: found_in(proposal, field) for field in EXACT_IN_SCANS} == {
        field: expected[field] for field in EXACT_IN_SCANS
    }
    for field in ALIKE_IN_SCANS:
        assert SequenceMatcher(None, found_in(proposal, field), expected[field]).ratio() >= ALIKE, field


def test_every_paper_is_expected_and_small() -> None:
    papers = {path.name for path in PAPERS.iterdir() if path.suffix in (".pdf", ".docx", ".png")}
    assert papers == set(EXPECTED)
    assert all((PAPERS / name).stat().st_size <= 150 * 1024 for name in papers)
