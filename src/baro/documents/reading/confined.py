"""Strangers' files are parsed in a child process that may use little time and memory and sees none of our secrets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import baro
from baro.documents.reading.limits import Limits
from baro.documents.reading.refusals import refusal

CHILD = "baro.documents.reading.child"
HOME = str(Path(baro.__file__).parent.parent)


def confined(deed: str, path: Path, limits: Limits, *, name: str, **options: Any) -> dict[str, Any]:
    """What the confined reader answers about a file (the deeds are those of `child.DEEDS`).

    Raises Refused with the reader's reason, or because it crashed, ran out of memory or took too long.
    """
    request = {"deed": deed, "path": str(path), "limits": asdict(limits), "options": options}
    try:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            # -S spares the start-up files of the environment; the path is handed over instead.
            [sys.executable, "-S", "-B", "-m", CHILD],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.seconds,
            env=_bare_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refusal("too_slow", name, seconds=limits.seconds) from None
    if ended.returncode != 0:
        raise refusal("unreadable", name)
    answer: dict[str, Any] = json.loads(ended.stdout)
    if "refused" in answer:
        raise refusal(answer.pop("refused"), name, **answer)
    return answer


def _bare_environment() -> dict[str, str]:
    # The parent's environment holds the secret key and the database address: the parsers get nothing of it.
    return {"PYTHONPATH": os.pathsep.join([HOME, *filter(None, sys.path)]), "LC_ALL": "C.UTF-8"}
