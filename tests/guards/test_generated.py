"""Generated pages are fresh, documents link to what exists."""

from __future__ import annotations

import re

from django.utils import translation

from tests.guards.declared import ROOT
from tools.house import pages


def test_the_map_and_the_flows_are_fresh():
    with translation.override("en"):
        stale = {path.name: _difference(path, text) for path, text in pages().items()}
    assert not any(stale.values()), f"run python -m tools.house: {stale}"


def _difference(path, text):
    """The lines that a page has too many or too few."""
    kept = set(path.read_text().splitlines()) if path.exists() else set()
    return sorted(kept ^ set(text.splitlines()))


def test_links_in_documents_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http", "mailto")):
                assert (page.parent / target).exists(), f"{page.name} links to {target}"
