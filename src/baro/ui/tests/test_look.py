"""The look keeps its promises: mirrored by itself, nothing inline, little script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

UI = Path(__file__).parents[1]
SCRIPT_LINES = 400  # of a file, as everywhere
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?:left|right|top|bottom|width|height|max-width|min-width|max-height|min-height)\s*:"
    r"|(?:text-align|float)\s*:\s*(?:left|right))"
)
# Data that a script reads is no script.
INLINE = re.compile(
    r"""<style|\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|<script(?![^>]*(?:\ssrc=|\stype="application/json"))"""
)


def _rules(css: str) -> str:
    """The stylesheet without comments and without the conditions of its media rules."""
    return re.sub(r"/\*.*?\*/|@media[^{]*", "", css, flags=re.DOTALL)


def test_the_stylesheet_names_no_physical_side_so_that_arabic_mirrors_itself() -> None:
    css = _rules((UI / "static/ui/baro.css").read_text())
    assert PHYSICAL.findall(css) == [], "write inset-inline, margin-block, inline-size ... instead"


@pytest.mark.parametrize("template", sorted(UI.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script_which_the_content_policy_forbids(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("script", sorted((UI / "static/ui").glob("*.js")), ids=lambda path: path.name)
def test_our_own_scripts_stay_short(script: Path) -> None:
    assert len(script.read_text().splitlines()) < SCRIPT_LINES
