"""Papers that mean harm cost as little as others: twice the words of a repetition cost about twice the time."""

from __future__ import annotations

import time
from datetime import date

import pytest

from baro.documents.reading.blocks import Table, blocks_of
from baro.tasks.proposing.clauses import ClauseReader
from baro.tasks.proposing.known import names_of

MUCH = 0.5  # seconds of the processor in which no growth can be told from noise
REPEATED = {
    "adverbs": "Văn phòng Tỉnh ủy " + "căn cứ kế hoạch này " * 3000,
    "names": "Sở Nội vụ, " * 8000,
    "partners": "Văn phòng Tỉnh ủy chủ trì, " + "phối hợp với Sở Nội vụ, " * 3000,
    "groups": "các huyện ủy, thành ủy, " * 5000,
    "days": "trước ngày 30/6/2025, " * 4000,
    "labels": "Thời gian: " * 5000,
    "capitals": "Ban Văn " * 20000,
    "numbers": "1.1.1.1." * 10000,
    "spaces": "1." + " " * 200000 + "x",
    "brackets": "(" * 50000,
}


@pytest.mark.parametrize("text", REPEATED.values(), ids=REPEATED)
def test_what_is_repeated_costs_no_more_than_its_length(text):
    half = cost(text[: len(text) // 2])
    assert cost(text) < 3 * half + MUCH, "four times would be the square"


def cost(text):
    """The seconds of the processor that it takes to propose from a text, as prose and in a table."""
    names, begun = names_of([]), time.process_time()
    ClauseReader().propose(blocks_of(text), names, date(2025, 2, 5))
    head = ("Nhiệm vụ", "Chủ trì", "Thời gian")
    ClauseReader().propose([Table((head, (text, text, text)))], names, date(2025, 2, 5))
    return time.process_time() - begun
