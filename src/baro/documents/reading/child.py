"""The confined reader: one request on standard input, one answer on standard output; started by `confined`.

It imports little, so that it starts fast, and never Django: it answers with codes, the parent makes the sentences.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable

# Only the parser that a deed needs is imported, because each costs a tenth of a second.
PARSERS = "baro.documents.reading.parsers"
DEEDS = {
    "pdf.look": (f"{PARSERS}.pdf", "look"),
    "pdf.read": (f"{PARSERS}.pdf", "read"),
    "pdf.draw": (f"{PARSERS}.pdf", "draw"),
    "office.look": ("baro.kernel.packed", "look"),
    "word.read": (f"{PARSERS}.word", "read"),
    "sheet.read": (f"{PARSERS}.sheet", "read"),
    "image.look": (f"{PARSERS}.image", "look"),
    "image.draw": (f"{PARSERS}.image", "draw"),
}


def confine(limits: Limits) -> None:
    """Let this process use no more than the limits, leave no core file and write nothing big."""
    for what, most in (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.memory_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request, or the code of its refusal."""
    limits = Limits(**request["limits"])
    confine(limits)
    module, deed = DEEDS[request["deed"]]
    parser = importlib.import_module(module)
    try:
        found: dict[str, Any] = getattr(parser, deed)(Path(request["path"]), limits, **request["options"])
    except Unreadable as reason:
        return {"refused": reason.code, **reason.facts}
    return found


def main() -> None:
    """Answer the one request."""
    json.dump(answer(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
