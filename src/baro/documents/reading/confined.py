"""Strangers' files are parsed in a child process inside walls, which may use little and sees none of our secrets.

The file is its standard input, so that it needs no path; the answer is its standard output.
"""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Any, BinaryIO

from baro.documents.reading import walls
from baro.documents.reading.limits import Limits
from baro.documents.reading.refusals import SENTENCES, refusal

CHILD = "baro.documents.reading.child"
# A busy machine gives a process its time of the processor only slowly.
PATIENCE = 3
MOST_SAID = 32 * 1024 * 1024
# How a process ends that used up its time; as bubblewrap tells it, 128 higher.
TIME_IS_UP = {-signal.SIGXCPU, 128 + signal.SIGXCPU}


def confined(
    deed: str, file: BinaryIO, limits: Limits, *, name: str, into: BinaryIO | None = None, **options: Any
) -> dict[str, Any]:
    """What the confined reader answers about a file (the deeds are those of `child.DEEDS`), drawing ``into`` another.

    Raises Refused with the reader's reason, or because it crashed, ran out of memory or took too long.
    """
    request = {"deed": deed, "limits": asdict(limits), "options": options, "into": into and into.fileno()}
    command = walls.python("-m", CHILD, json.dumps(request))
    said = said_by(command, file, limits, name=name, handed=[into] if into else [])
    try:
        answer: dict[str, Any] = json.loads(said)
        code = answer.pop("refused", "")
    except (ValueError, AttributeError):
        raise refusal("unreadable", name) from None
    if code:
        raise refusal(code if code in SENTENCES else "unreadable", name, **answer)
    return answer


def said_by(
    command: Sequence[str],
    file: BinaryIO,
    limits: Limits,
    *,
    name: str,
    environment: Mapping[str, str] = MappingProxyType({}),
    handed: Sequence[BinaryIO] = (),
) -> bytes:
    """What a command inside the walls says about the file that is its standard input; ``handed`` is open to it, too.

    Raises Refused when it fails or takes too long.
    """
    file.seek(0)
    with TemporaryFile() as said:
        try:
            ended = subprocess.run(  # noqa: S603 - our own interpreter or a fixed command, no shell
                [*walls.confining(limits), *command],
                stdin=file,
                stdout=said,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds * PATIENCE,
                env={**walls.environment(), **environment},
                pass_fds=[one.fileno() for one in handed],
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise refusal("too_slow", name, seconds=limits.seconds) from None
        if ended.returncode in TIME_IS_UP:
            raise refusal("too_slow", name, seconds=limits.seconds)
        if ended.returncode != 0:
            raise refusal("unreadable", name)
        said.seek(0)
        return said.read(MOST_SAID)
