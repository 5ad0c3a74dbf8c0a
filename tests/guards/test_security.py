"""What judges from outside is heard: a finding that nobody explained fails, and so does one more than was accepted."""

from __future__ import annotations

import pytest

from baro.config import settings
from tools.security import Accepted, Finding, accepted, unexplained

KNOWN = [Accepted("B608", "src/baro/org/*", 2, "The names are ours."), Accepted("B608", "src/*", 1, "As well.")]


def found(count, test="B608", file="src/baro/org/queries.py"):
    return [Finding(test, file, line, "SQL") for line in range(count)]


@pytest.mark.parametrize(
    ("findings", "left"),
    [
        (found(2), 0),
        (found(3), 3),
        (found(1, file="src/baro/tasks/queries.py"), 0),
        (found(1, test="B301"), 1),
        (found(1, file="tools/house.py"), 1),
        ([], 0),
    ],
)
def test_only_what_was_accepted_is_explained(findings, left):
    assert len(unexplained(findings, KNOWN)) == left


@pytest.mark.parametrize("one", accepted(), ids=lambda one: f"{one.test} {one.where}")
def test_what_is_accepted_says_why_in_a_sentence(one):
    assert one.most > 0
    assert len(one.why) > 20
    assert one.why.endswith(".")


def test_the_files_of_the_pages_obey_the_content_policy_because_a_worker_obeys_that_of_its_file():
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    assert order.index("content_policy") < order.index("WhiteNoiseMiddleware")
