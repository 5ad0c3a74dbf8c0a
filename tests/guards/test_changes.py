"""Changes are told in files of their own, for people; the changelog says nothing twice."""

from __future__ import annotations

from collections import Counter

import pytest

from tools.changes import CHANGELOG, fragments, gathered, wrong_with

LOG = "# Changelog\n\nThe newest is on top.\n\n"


@pytest.mark.parametrize("path", fragments(), ids=lambda path: path.name)
def test_a_change_is_told_in_one_short_paragraph(path):
    assert not list(wrong_with(path.name, path.read_text(encoding="utf-8"))), "see changes/README.md"


def test_the_changelog_has_no_line_twice():
    lines = Counter(line.strip() for line in CHANGELOG.read_text(encoding="utf-8").splitlines())
    assert not [line for line, times in lines.items() if times > 1 and line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Menu.md", "The menu is short.\n"),
        ("menu.txt", "The menu is short.\n"),
        ("menu.md", "- The menu is short.\n"),
        ("menu.md", "## Menu\n"),
        ("menu.md", "The menu is short.\n\nIt folds.\n"),
        ("menu.md", "The menu is short"),
        ("menu.md", ""),
        ("menu.md", "The menu is short. " * 30 + "\n"),
    ],
)
def test_what_is_no_such_paragraph_is_found(name, text):
    assert list(wrong_with(name, text))


def test_a_release_gathers_the_changes_under_its_heading():
    texts = ["The menu is short.\n", "Rules lie\nin their parts.\n"]
    items = "- The menu is short.\n- Rules lie\n  in their parts.\n"
    before = f"{LOG}## Unreleased\n\n### Added\n- More.\n"
    assert gathered(before, texts, "1.2") == f"{LOG}## 1.2\n\n{items}\n### Added\n- More.\n"
    assert gathered(f"{LOG}## 1.1\n\n- Less.\n", texts, "1.2") == f"{LOG}## 1.2\n\n{items}\n## 1.1\n\n- Less.\n"
    assert gathered(LOG, texts[:1], "1.2") == f"{LOG}## 1.2\n\n- The menu is short.\n\n"
