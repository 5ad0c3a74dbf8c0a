"""Every hostile file is refused or does no harm, within ten seconds and 256 MB; honest ones go through."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import pytest

from baro.documents.proposing import as_kept
from baro.documents.reading import confined as confinement
from baro.documents.reading.confined import confined
from baro.documents.reading.content import Content, Kind, inspect
from baro.documents.reading.limits import Limits
from baro.documents.reading.text import read
from baro.documents.uploads import limits
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.importing.shapes import SHAPES
from baro.sheets.reading import read as read_list
from baro.sheets.rulebook import SheetLimits
from baro.ui.rulebook import Uploads
from tests.hostile.benign import honest
from tests.hostile.collected import Hostile
from tests.hostile.offices import OFFICES
from tests.hostile.others import LIES, LISTS, PICTURES
from tests.hostile.pdfs import PDFS

MOST_SECONDS = 10
MOST_KILOBYTES = 256 * 1024
FILES = [*PDFS, *OFFICES, *PICTURES, *LIES]
HONEST = list(honest())


@dataclass
class Outcome:
    """What became of a file."""

    refused: str = ""
    content: Content | None = None
    problem: str = ""


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the reader used at most; one that was stopped used no more than its limits."""
    costs: list[tuple[float, int]] = []
    said_by = confinement.said_by

    def measuring(command: list[str], file: BinaryIO, most: Limits, **options: Any) -> bytes:
        costs.append((most.seconds + 1, most.memory_bytes // 1024))
        answer = json.loads(said_by(command, file, most, **options))
        costs[-1] = answer.pop("cost")
        return json.dumps(answer).encode()

    monkeypatch.setattr(confinement, "CHILD", "baro.documents.reading.tests.measuring")
    monkeypatch.setattr(confinement, "said_by", measuring)
    begun = time.monotonic()
    yield
    assert sum(seconds for seconds, _kilobytes in costs) <= MOST_SECONDS
    assert max((kilobytes for _seconds, kilobytes in costs), default=0) <= MOST_KILOBYTES
    assert time.monotonic() - begun < 6 * MOST_SECONDS  # of a machine that does other things, too


def outcome(name: str, content: bytes, folder: Path) -> Outcome:
    """Bring a file in as a person does, let the job read it and a page look at it."""
    path = folder / "landed"
    path.write_bytes(content)
    allowed, kinds = limits(), {kind.id for kind in rulebook.today(Uploads).kinds}
    try:
        found = inspect(path, name, allowed, kinds=kinds)
    except Refused as refusal:
        return Outcome(refused=str(refusal))
    try:
        with path.open("rb") as file, TemporaryFile() as picture:
            as_kept(read(file, found, allowed))
            if found.kind is Kind.PDF:
                confined("pdf.draw", file, allowed, name=found.safe_name, into=picture, number=0, dpi=110, grey=False)
    except Refused as refusal:
        return Outcome(content=found, problem=str(refusal))
    return Outcome(content=found)


def by_name(one: Hostile) -> str:
    return ascii(one.name[:60])


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("one", FILES, ids=by_name)
def test_a_hostile_file_is_refused_or_does_no_harm(one: Hostile, tmp_path: Path) -> None:
    found = outcome(one.name, one.content(), tmp_path)
    if one.refused == "*":
        assert found.refused or found.content
    elif one.refused:
        assert one.refused in found.refused
    else:
        assert not found.refused
        assert set(found.content.warnings) == one.warns
    if found.content:
        kept = found.content.safe_name
        assert kept.isprintable()
        assert len(kept.encode()) <= 200
        assert not set(kept) & set('/\\<>:"|?*')
    assert not list(Path("/tmp").glob("baro-was-here*"))


def test_there_are_at_least_a_hundred_of_them_and_no_two_alike() -> None:
    assert len({one.name for one in (*FILES, *LISTS)}) == len(FILES) + len(LISTS) >= 100


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(("name", "content"), HONEST, ids=[ascii(name) for name, _content in HONEST])
def test_an_honest_file_goes_through(name: str, content: Callable[[], bytes], tmp_path: Path) -> None:
    found = outcome(name, content(), tmp_path)
    assert (found.refused, found.problem) == ("", "")
    assert found.content.warnings == ()


def test_there_are_fifty_honest_files() -> None:
    assert len(dict(HONEST)) >= 50


@pytest.mark.parametrize("one", LISTS, ids=by_name)
def test_a_hostile_list_ends_with_a_sentence(one: Hostile) -> None:
    begun = time.monotonic()
    with pytest.raises(Refused, match=one.refused):
        read_list(one.content(), one.name, SHAPES, rulebook.today(SheetLimits))
    assert time.monotonic() - begun < MOST_SECONDS
