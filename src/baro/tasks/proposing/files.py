"""A file as the product reads it, for proposing without a page: its blocks and the day that it bears."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from baro.documents.proposing import vocabulary
from baro.documents.reading.blocks import Block, blocks_in, blocks_of, said_enough
from baro.documents.reading.content import inspect
from baro.documents.reading.recognising import recognise
from baro.documents.trying import is_plain, reading_of
from baro.documents.uploads import limits
from baro.kernel.errors import Refused


def read(path: Path) -> tuple[list[Block], date | None]:
    """What a file says, and its own day where it bears one; a plain text stands for what was read elsewhere.

    Raises Refused for a file that the product refuses, and for one in which nothing can be read.
    """
    if not path.exists():
        raise Refused(f"There is no file “{path}”.")
    if path.is_dir():
        raise Refused(f"“{path}” is a folder; name a file.")
    reading, warnings = reading_of(path)
    if not reading.text.strip():
        raise Refused(" ".join([f"“{path.name}” has no readable text.", *warnings[:1]]))
    day = recognise(reading.text, vocabulary()).issued_on
    if is_plain(path):
        return blocks_of(reading.text), day
    allowed = limits()
    content = inspect(path, path.name, allowed)
    with path.open("rb") as file:
        blocks = blocks_in(file, content, allowed)
    return blocks if said_enough(blocks) else blocks_of(reading.text), day
