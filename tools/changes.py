"""Gathers changes/*.md into CHANGELOG.md under the heading of a release: python -m tools.changes 1.2."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHANGELOG, FOLDER = ROOT / "CHANGELOG.md", ROOT / "changes"
UNRELEASED = "## Unreleased"
LONGEST_LINE, LONGEST = 140, 400


def fragments() -> list[Path]:
    """The changes that are not released yet, in order of their names."""
    return sorted(path for path in FOLDER.glob("*") if path.name != "README.md")


def wrong_with(name: str, text: str) -> Iterator[str]:
    """What is wrong with a file of that name, a sentence each."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.md", name):
        yield "name it in small letters with hyphens, ending with .md"
    if not re.match(r"[A-Z“`]", text) or not re.search(r"[.”]\n$", text) or "\n\n" in text:
        yield "write one paragraph of whole sentences, with a line break at its end: no list, no heading"
    if len(text) > LONGEST or any(len(line) > LONGEST_LINE for line in text.splitlines()):
        yield f"be short: at most {LONGEST} letters, in lines of at most {LONGEST_LINE}"


def gathered(changelog: str, texts: Iterable[str], release: str) -> str:
    """The changelog with a release on top: what was unreleased and the new changes."""
    if UNRELEASED not in changelog:
        changelog = re.sub(r"^(?=## )|\Z", f"{UNRELEASED}\n\n", changelog, count=1, flags=re.MULTILINE)
    items = "".join("- " + text.strip().replace("\n", "\n  ") + "\n" for text in texts)
    return changelog.replace(f"{UNRELEASED}\n", f"## {release}\n\n{items}", 1)


def main() -> None:
    """Gather the changes and take their files away."""
    if len(sys.argv) != 2:
        sys.exit("Name the release: python -m tools.changes 1.2")
    paths = fragments()
    texts = [path.read_text(encoding="utf-8") for path in paths]
    CHANGELOG.write_text(gathered(CHANGELOG.read_text(encoding="utf-8"), texts, sys.argv[1]), encoding="utf-8")
    for path in paths:
        path.unlink()


if __name__ == "__main__":
    main()
