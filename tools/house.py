"""Writes docs/map.md and docs/flows/*.md from the declarations, so that they cannot lie: python -m tools.house."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from baro.parts import PARTS

DOCS = Path(__file__).resolve().parents[1] / "docs"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    from django.apps import apps  # noqa: PLC0415 - Django must be set up first

    models = sorted((m for m in apps.get_models() if hasattr(m, "FLOW")), key=lambda m: m._meta.label)
    flows = {DOCS / "flows" / f"{m._meta.label_lower}.md": _flow_page(m) for m in models}
    return flows | {DOCS / "map.md": "\n".join(_map()) + "\n"}


def _flow_page(model: Any) -> str:
    """The states of one kind of record."""
    return f"# The life of a {model._meta.verbose_name}\n\n```mermaid\n{model.FLOW.diagram()}```\n"


def _map() -> Iterator[str]:
    """Parts, verbs, lists, and what waits for somebody."""
    from importlib import import_module  # noqa: PLC0415 - a tool, run once

    from baro.kernel.verbs import all_verbs  # noqa: PLC0415 - Django must be set up first
    from baro.ui.counts.waiting import kinds  # noqa: PLC0415
    from baro.ui.lists.page import all_lists  # noqa: PLC0415

    yield "# The map of the house\n"
    yield "Made by `python -m tools.house`; a guard compares it with the declarations.\n"
    yield "## Parts, from below; imports go down only\n"
    for part in PARTS:
        first = (import_module(f"baro.{part}").__doc__ or "").splitlines()[0]
        yield f"- `baro.{part}`: {first}"
    yield "\n## What people do\n"
    yield "| verb | button | told as |\n|---|---|---|"
    for verb in all_verbs():
        yield f"| `{verb.code}`{' (automatic)' if verb.automatic else ''} | {verb.label} | {verb.told} |"
    yield "\n## Lists\n"
    for kind in all_lists():
        if kind.__module__.startswith("baro."):
            yield f"- `{kind.code}`: {kind.title}"
    yield "\n## What waits for somebody, in the order of its cards\n"
    yield "| kind | card | list that shows it |\n|---|---|---|"
    for waits in kinds():
        yield f"| `{waits.code}` | {waits.label} | `{waits.list_code}` |"


def main() -> None:
    """Write the pages."""
    import django  # noqa: PLC0415 - the settings must be named first
    from django.utils import translation  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baro.config.settings")
    django.setup()
    with translation.override("en"):
        for path, text in pages().items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
