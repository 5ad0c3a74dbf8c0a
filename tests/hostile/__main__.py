"""Write every hostile file into a folder: ``python -m tests.hostile FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hostile.offices import OFFICES
from tests.hostile.others import LIES, LISTS, PICTURES
from tests.hostile.pdfs import PDFS


def main(folder: Path) -> None:
    """Write them, each under the number that it has among all."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate((*PDFS, *OFFICES, *PICTURES, *LIES, *LISTS), start=1):
        ending = Path(one.name).suffix if one.name.isprintable() and len(one.name) < 100 else ".pdf"
        (folder / f"{number:03}{ending}").write_bytes(one.content())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
