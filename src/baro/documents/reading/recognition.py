"""Recognising the text of a picture with the tesseract command and its Vietnamese data, inside the same walls."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from shutil import which
from typing import BinaryIO

from baro.documents.reading.confined import said_by
from baro.documents.reading.limits import Limits
from baro.documents.reading.refusals import refusal

COMMAND, LANGUAGE = "tesseract", "vie"
# One column of lines of different sizes: keeps the two columns of a head on their common lines.
ONE_COLUMN = "4"
# A full page takes two or three; an honest one of a slow machine has its time, too.
SECONDS = 20


def require(name: str) -> None:
    """Make sure that the text of a scan can be recognised.

    Raises Refused, naming the file and what to install, when it cannot.
    """
    command = which(COMMAND)
    if command is None:
        raise refusal("no_tesseract", name)
    if LANGUAGE not in _languages(command):
        raise refusal("no_vietnamese", name)


def recognised(picture: BinaryIO, limits: Limits, *, dpi: int, name: str) -> str:
    """The text of one picture of a page.

    Raises Refused when tesseract fails, needs too much memory or takes too long.
    """
    command = [COMMAND, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", ONE_COLUMN]
    said = said_by(command, picture, replace(limits, seconds=SECONDS), name=name, environment=_environment())
    return said.decode(errors="replace").rstrip("\f\n")


def _languages(command: str) -> frozenset[str]:
    listed = subprocess.run(  # noqa: S603 - fixed command, no shell
        [command, "--list-langs"], capture_output=True, timeout=10, env=_environment(), check=False
    )
    return frozenset((listed.stdout + listed.stderr).decode(errors="replace").split())


def _environment() -> dict[str, str]:
    # One thread: tesseract's own threads win little and would take both cores away from the server.
    kept = {key: os.environ[key] for key in ("PATH", "TESSDATA_PREFIX") if key in os.environ}
    return {**kept, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
