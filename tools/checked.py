"""Writes the table of docs/checking-figures.md, so that it cannot lie: python -m tools.checked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "checking-figures.md"
TEXT = ROOT / "src" / "baro" / "statistics" / "checking" / "tests" / "texts" / "ar_article.txt"
BEGINS, ENDS = "<!-- made by python -m tools.checked -->", "<!-- end -->"


def table() -> str:
    """A row for each figure of the published account, with its verdict against the published values."""
    from baro.statistics.checking import check  # noqa: PLC0415 - Django must be set up first
    from baro.statistics.checking.tests.published import Table  # noqa: PLC0415

    def rows() -> Iterator[str]:
        yield "| | in the text | says | indicator | base | verdict | as Baro prints it |"
        yield "|---|---|---|---|---|---|---|"
        for number, one in enumerate(check(TEXT.read_text(encoding="utf-8"), Table()).figures, start=1):
            told = one.as_facts()
            unit = "" if told["kind"] == "value" else " %"
            base = "" if one.base is None else one.base
            yield (
                f"| {number} | {told['words']} | {told['value']}{unit} | `{told['indicator']}` | {base} "
                f"| `{told['verdict']}` | {told['right']}{unit} |"
            )

    return "\n".join(rows())


def page() -> str:
    """The page with its table made anew."""
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGINS)
    _old, _end, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n\n{table()}\n\n{ENDS}{after}"


def main() -> None:
    """Write the page."""
    import django  # noqa: PLC0415 - the settings must be named first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baro.config.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
