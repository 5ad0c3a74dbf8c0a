"""Strangers' files are parsed apart: whatever they do there, the server answers with a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from baro.documents.reading import confined as confinement
from baro.documents.reading.confined import confined
from baro.documents.reading.limits import Limits
from baro.documents.reading.tests import hostile
from baro.kernel.errors import Refused

ANY = Path("/nowhere")


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that breaks as it is told."""
    monkeypatch.setattr(confinement, "CHILD", "baro.documents.reading.tests.breaking")


@pytest.mark.usefixtures("breaking")
def test_a_crash_of_the_parser_becomes_a_sentence(limits: Limits) -> None:
    with pytest.raises(Refused, match=r"“bao cao.pdf” could not be read because its content breaks the reader"):
        confined("crash", ANY, limits, name="bao cao.pdf")


@pytest.mark.usefixtures("breaking")
def test_an_endless_parser_is_stopped(limits: Limits) -> None:
    with pytest.raises(Refused, match=r"Reading “bao cao.pdf” took longer than 1 seconds"):
        confined("loop", ANY, replace(limits, seconds=1), name="bao cao.pdf")


@pytest.mark.usefixtures("breaking")
def test_the_parser_sees_none_of_the_servers_secrets(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARO_SECRET_KEY", "not for parsers")
    assert set(confined("environment", ANY, limits, name="x")) <= {"PYTHONPATH", "LC_ALL", "LC_CTYPE"}


def test_a_file_that_needs_too_much_memory_is_refused(limits: Limits, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    scan.write_bytes(hostile.picture(9_000, 9_000))
    roomy = replace(limits, pixels=500_000_000, memory_bytes=90_000_000)
    with pytest.raises(Refused, match="could not be read"):
        confined("image.look", scan, roomy, name="scan.png")
    assert confined("image.look", scan, replace(roomy, memory_bytes=1_000_000_000), name="scan.png") == {"pages": 1}
