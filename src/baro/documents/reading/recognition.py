"""Recognising the text of a picture with the tesseract command and its Vietnamese data, inside the same walls."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from shutil import which
from typing import BinaryIO

from baro.documents.reading.confined import said_by
from baro.documents.reading.limits import Limits
from baro.documents.reading.refusals import refusal
from baro.kernel.errors import Refused

COMMAND, LANGUAGE = "tesseract", "vie"
# One column of lines of different sizes: keeps the two columns of a head on their common lines.
ONE_COLUMN, UPRIGHT_ONLY = "4", "0"
A_WORD, CELLS = "5", 12
# Words that tesseract gives fewer of a hundred points are often wrong in a sign.
SURE = 75
COLUMNS_APART = 2.5
# A full page takes two or three; an honest one of a slow machine has its time, too.
SECONDS = 20


def require(name: str) -> None:
    """Make sure that the text of a scan can be recognised.

    Raises Refused, naming the file, when it cannot; what to install says `baro doctor`.
    """
    command = which(COMMAND)
    if command is None or LANGUAGE not in _languages(command):
        raise refusal("no_tesseract", name)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a picture, and the words with digits in it that were hard to read."""

    text: str = ""
    unsure: tuple[str, ...] = ()


def recognised(picture: BinaryIO, limits: Limits, *, dpi: int, name: str) -> Recognised:
    """The text of one picture of a page; what stands far apart in a line is parted by three spaces.

    Raises Refused when tesseract fails, needs too much memory or takes too long.
    """
    said = _said(picture, limits, name, "--dpi", str(dpi), "--psm", ONE_COLUMN, "-c", "tessedit_create_tsv=1")
    words = [word for row in said.split("\n")[1:] if (word := _Word.of(row)) is not None]
    lines: list[str] = []
    paragraph: tuple[int, ...] = ()
    for place, of_line in groupby(words, key=lambda word: word.line):
        if lines and place[:-1] != paragraph:
            lines.append("")
        paragraph = place[:-1]
        lines.append(_joined(list(of_line)))
    unsure = (word.text for word in words if word.sure < SURE and any(sign.isdigit() for sign in word.text))
    return Recognised("\n".join(lines), tuple(dict.fromkeys(unsure)))


def turn_of(picture: BinaryIO, limits: Limits, *, name: str) -> int:
    """By how many degrees clockwise a page must be turned to stand upright; 0 where that cannot be told."""
    if "osd" not in _languages(COMMAND):
        return 0
    try:
        said = _said(picture, limits, name, "--psm", UPRIGHT_ONLY, language="osd")
    except Refused:  # too few signs to tell
        return 0
    found = re.search(r"^Rotate: (90|180|270)$", said, re.MULTILINE)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class _Word:
    """A word: the numbers of its block, paragraph and line, where it lies, how sure it is."""

    line: tuple[int, ...]
    left: int
    right: int
    height: int
    sure: float
    text: str

    @classmethod
    def of(cls, row: str) -> _Word | None:
        """The word of a row; None for a row of something else."""
        cells = row.split("\t")
        if len(cells) < CELLS or cells[0] != A_WORD or not cells[-1].strip():
            return None
        block, paragraph, line, _word, left, _top, width, height = map(int, cells[2:10])
        return cls((block, paragraph, line), left, left + width, height, float(cells[10]), cells[11].strip())


def _joined(words: list[_Word]) -> str:
    """The words of a line, the columns of a head kept apart."""
    heights = sorted(word.height for word in words)
    usual = heights[len(heights) // 2]
    text = words[0].text
    for one, following in pairwise(words):
        text += ("   " if following.left - one.right > COLUMNS_APART * usual else " ") + following.text
    return text


def _said(picture: BinaryIO, limits: Limits, name: str, *words: str, language: str = LANGUAGE) -> str:
    command = [COMMAND, "stdin", "stdout", "-l", language, *words]
    allowed = replace(limits, seconds=SECONDS)
    return said_by(command, picture, allowed, name=name, environment=_environment()).decode(errors="replace")


def _languages(command: str) -> frozenset[str]:
    listed = subprocess.run(  # noqa: S603 - fixed command, no shell
        [command, "--list-langs"], capture_output=True, timeout=10, env=_environment(), check=False
    )
    return frozenset((listed.stdout + listed.stderr).decode(errors="replace").split())


def _environment() -> dict[str, str]:
    # One thread: tesseract's own threads win little and would take both cores away from the server.
    kept = {key: os.environ[key] for key in ("PATH", "TESSDATA_PREFIX") if key in os.environ}
    return {**kept, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
