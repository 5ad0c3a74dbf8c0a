"""Recognising the text of a picture with the tesseract command and its Vietnamese data."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which

from baro.documents.reading.refusals import refusal

COMMAND, LANGUAGE = "tesseract", "vie"
# One column of lines of different sizes: keeps the two columns of a head on their common lines.
ONE_COLUMN = "4"


def require(name: str) -> None:
    """Make sure that the text of a scan can be recognised.

    Raises Refused, naming the file and what to install, when it cannot.
    """
    command = which(COMMAND)
    if command is None:
        raise refusal("no_tesseract", name)
    if LANGUAGE not in _languages(command):
        raise refusal("no_vietnamese", name)


def recognised(picture: Path, *, dpi: int, seconds: int, name: str) -> str:
    """The text of one picture of a page.

    Raises Refused when tesseract fails or takes longer than ``seconds``.
    """
    command = [COMMAND, str(picture), "-", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", ONE_COLUMN]
    try:
        ended = subprocess.run(  # noqa: S603 - fixed command, our own drawing, no shell
            command, capture_output=True, timeout=seconds, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired:
        raise refusal("too_slow", name, seconds=seconds) from None
    if ended.returncode != 0:
        raise refusal("unreadable", name)
    return ended.stdout.decode(errors="replace").rstrip("\f\n")


def _languages(command: str) -> frozenset[str]:
    listed = subprocess.run(  # noqa: S603 - fixed command, no shell
        [command, "--list-langs"], capture_output=True, timeout=10, env=_environment(), check=False
    )
    return frozenset((listed.stdout + listed.stderr).decode(errors="replace").split())


def _environment() -> dict[str, str]:
    # One thread: tesseract's own threads win little and would take both cores away from the server.
    kept = {key: os.environ[key] for key in ("PATH", "TESSDATA_PREFIX") if key in os.environ}
    return {**kept, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
