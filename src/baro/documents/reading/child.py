"""The confined reader: a file on standard input, a request as its argument, one answer on standard output.

Started by `confined`. It imports little, so that it starts fast, and never Django: it answers with codes, the parent
makes the sentences.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable

# Only the parser that a deed needs is imported, because each costs a tenth of a second.
PARSERS = "baro.documents.reading.parsers"
DEEDS = {
    "pdf.look": (f"{PARSERS}.pdf", "look"),
    "pdf.read": (f"{PARSERS}.pdf", "read"),
    "pdf.draw": (f"{PARSERS}.pdf", "draw"),
    "pdf.judge": (f"{PARSERS}.signed", "judge"),
    "pdf.blocks": (f"{PARSERS}.pdf_blocks", "blocks"),
    "office.look": ("baro.kernel.packed", "look"),
    "word.read": (f"{PARSERS}.word", "read"),
    "word.show": (f"{PARSERS}.word_page", "show"),
    "word.blocks": (f"{PARSERS}.word_blocks", "blocks"),
    "sheet.read": (f"{PARSERS}.sheet", "read"),
    "sheet.blocks": (f"{PARSERS}.sheet", "blocks"),
    "web.read": (f"{PARSERS}.web", "read"),
    "image.look": (f"{PARSERS}.image", "look"),
    "image.draw": (f"{PARSERS}.image", "draw"),
    "image.bind": (f"{PARSERS}.image", "bind"),
}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request, or the code of its refusal."""
    module, deed = DEEDS[request["deed"]]
    parser, options = importlib.import_module(module), dict(request["options"])
    if request["into"] is not None:
        options["into"] = open(request["into"], "wb")  # noqa: SIM115 - handed over open; closed with the process
    try:
        found: dict[str, Any] = getattr(parser, deed)(sys.stdin.buffer, Limits(**request["limits"]), **options)
    except Unreadable as reason:
        return {"refused": reason.code, **reason.facts}
    return found


def main() -> None:
    """Answer the one request."""
    json.dump(answer(json.loads(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
