"""Every labelled head is read as it should be: each field rightly, or in doubt, or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from baro.documents.proposing import SURE, found_in, vocabulary
from baro.documents.reading.recognising import recognise

LABELLED: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "labelled.toml").read_text("utf-8"))
FIELDS = ("symbol", "issued_on", "issuer", "type", "abstract", "urgency", "secrecy", "reply_by")


@pytest.mark.parametrize("name", LABELLED)
def test_a_labelled_head_is_read_as_it_should_be(name: str) -> None:
    right = LABELLED[name]
    found = found_in(recognise(right["text"], vocabulary()))
    told = {field: found.initial[field] for field in FIELDS if field in found.initial}
    assert told == {field: right[field] for field in FIELDS if field in right}
    assert sorted(deadline.day for deadline in found.deadlines) == right.get("deadlines", [])
    assert {"symbol", "issued_on", "abstract"} & set(found.doubtful) == set(right.get("doubtful", ()))
    assert all(0 < sure <= 1 for sure in found.confidence.values())


def test_a_field_in_doubt_is_one_whose_signs_were_misread() -> None:
    found = found_in(recognise(LABELLED["letters-for-digits"]["text"], vocabulary()))
    assert found.confidence["symbol"] < SURE <= found.confidence["issuer"]


def test_a_word_that_was_hard_to_read_makes_its_field_doubtful() -> None:
    text = LABELLED["motto-misread"]["text"]
    sure, unsure = (found_in(recognise(text, vocabulary(), words)) for words in ((), ("5/TTr-SGĐ",)))
    assert "symbol" not in sure.doubtful
    assert "symbol" in unsure.doubtful
    assert "issued_on" not in unsure.doubtful
