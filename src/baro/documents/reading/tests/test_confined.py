"""Strangers' files are parsed apart: whatever they do there, the server answers with a sentence."""

from __future__ import annotations

import io
import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any
from unittest import mock

import pytest

from baro.documents.reading import confined as confinement
from baro.documents.reading import recognition, walls
from baro.documents.reading.confined import confined
from baro.documents.reading.limits import Limits
from baro.documents.reading.tests import hostile
from baro.kernel.errors import Refused

NOBODY = [65534] * 3


@pytest.fixture(autouse=True)
def nobody_tried_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test remembers for another that there are no walls."""
    monkeypatch.setattr(walls, "_none", walls._None())


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[io.BufferedReader]:
    """Any file."""
    (tmp_path / "paper").write_bytes(b"words")
    with (tmp_path / "paper").open("rb") as file:
        yield file


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that breaks as it is told."""
    monkeypatch.setattr(confinement, "CHILD", "baro.documents.reading.tests.breaking")


@pytest.mark.usefixtures("breaking")
@pytest.mark.parametrize("deed", ["crash", "babble"])
def test_a_crash_of_the_parser_becomes_a_sentence(deed: str, limits: Limits, paper: io.BufferedReader) -> None:
    with pytest.raises(Refused, match=r"“bao cao.pdf” could not be read because its content breaks the reader"):
        confined(deed, paper, limits, name="bao cao.pdf")


@pytest.mark.usefixtures("breaking")
def test_an_endless_parser_is_stopped(limits: Limits, paper: io.BufferedReader) -> None:
    with pytest.raises(Refused, match=r"Reading “bao cao.pdf” took longer than 1 seconds"):
        confined("loop", paper, replace(limits, seconds=1), name="bao cao.pdf")


@pytest.mark.usefixtures("breaking")
def test_the_parser_sees_none_of_the_servers_secrets(
    limits: Limits, monkeypatch: pytest.MonkeyPatch, paper: io.BufferedReader
) -> None:
    monkeypatch.setenv("BARO_SECRET_KEY", "not for parsers")
    assert set(confined("environment", paper, limits, name="x")) <= {"PATH", "PWD", "PYTHONPATH", "LC_ALL", "LC_CTYPE"}


def test_a_file_that_needs_too_much_memory_is_refused(limits: Limits, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    scan.write_bytes(hostile.picture(9_000, 9_000))
    roomy = replace(limits, pixels=500_000_000, memory_bytes=90_000_000)
    with scan.open("rb") as file:
        with pytest.raises(Refused, match="could not be read"):
            confined("image.look", file, roomy, name="scan.png")
        assert confined("image.look", file, replace(roomy, memory_bytes=1_000_000_000), name="scan.png") == {"pages": 1}


def test_recognition_of_a_scan_has_its_limits_too(limits: Limits, tmp_path: Path, tesseract: None) -> None:
    picture = tmp_path / "page.pgm"
    picture.write_bytes(b"P5 2000 2000 255\n" + bytes(4_000_000))
    with picture.open("rb") as file:
        with pytest.raises(Refused, match="could not be read"):
            recognition.recognised(file, replace(limits, memory_bytes=20_000_000), dpi=300, name="scan.png")
        assert recognition.recognised(file, limits, dpi=300, name="scan.png").text == ""


@pytest.fixture
def secrets(tmp_path: Path) -> list[str]:
    """What nobody may reach from the inside: the installation with its key and its papers, the homes, the accounts."""
    (tmp_path / "secret-key").write_text("kept")
    (tmp_path / "secret-key").chmod(0o644)
    tmp_path.chmod(0o755)
    paths = [str(tmp_path), str(tmp_path / "secret-key"), "/etc/passwd", "/var", "/run", "/proc", "/sys", "/dev"]
    assert all(os.access(path, os.R_OK) for path in paths)
    return paths


@pytest.fixture
def inside(breaking: None, limits: Limits, secrets: list[str], paper: io.BufferedReader) -> dict[str, Any]:
    """What the confined process tells of itself."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = listening.getsockname()
        return confined("probe", paper, limits, name="x", paths=secrets, address=address, neighbour=os.getpid())


@pytest.fixture
def walled() -> None:
    """The walls themselves: without bubblewrap these tests fail, because they would prove nothing."""
    assert which("bwrap"), "install bubblewrap to run the tests of the walls"
    if not walls.are_built():
        pytest.skip("the kernel gives this user no name spaces, so that no walls can be built here: see baro doctor")


@pytest.mark.usefixtures("walled")
def test_inside_the_walls_there_is_nobody_without_rights(inside: dict[str, Any]) -> None:
    assert (inside["user"], inside["group"]) == (NOBODY, NOBODY)
    assert set(inside["groups"]) <= {65534}
    assert inside["no_new_rights"] == 1
    assert inside["may_become_root"] in ("EPERM", "EINVAL")  # no right to, or nobody there who is root
    if os.geteuid() == 0:
        assert inside["rights"] == []


@pytest.mark.usefixtures("walled")
def test_inside_the_walls_nothing_of_ours_is_reached(inside: dict[str, Any]) -> None:
    assert set(inside["open"].values()) <= {"ENOENT", "EACCES"}
    assert inside["connect"] in ("ECONNREFUSED", "ENETUNREACH")
    assert (inside["neighbour"], inside["processes"]) == ("ESRCH", "ENOENT")
    assert inside["number"] < 20


@pytest.mark.usefixtures("walled")
def test_inside_the_walls_nothing_multiplies_and_nothing_is_kept(inside: dict[str, Any]) -> None:
    assert inside["fork"] == "EAGAIN"
    assert inside["write"] == {"/": "EROFS", "/usr/lib": "EROFS", "/tmp": "done"}
    assert inside["fill"] == "ENOSPC"
    assert not Path("/tmp/x").exists()


@pytest.mark.parametrize("there", [True, False], ids=["with walls where there are any", "without"])
def test_the_limits_hold_also_where_no_walls_can_be_built(
    there: bool, breaking: None, limits: Limits, paper: io.BufferedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not there:
        monkeypatch.setattr(walls, "_first_that_stands", mock.Mock(side_effect=LookupError))
        assert not walls.are_built()
    told = confined("amounts", paper, limits, name="x")
    assert told["no_new_rights"] == 1
    memory = limits.memory_bytes
    assert told["most"] == {"CPU": limits.seconds, "AS": memory, "FSIZE": memory, "NPROC": 1, "CORE": 0}


def test_walls_that_cannot_be_built_are_told_and_not_taken_for_walls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(walls, "which", lambda _name: str(broken))
    walls._first_that_stands.cache_clear()
    assert not walls.are_built()
    assert "No permissions to create new namespace" in caplog.text
    walls._first_that_stands.cache_clear()


def test_walls_that_do_not_stand_in_time_are_none_and_that_is_remembered(monkeypatch):
    tries = mock.Mock(side_effect=subprocess.TimeoutExpired("bwrap", 1))
    monkeypatch.setattr(walls, "which", lambda _name: "bwrap")
    monkeypatch.setattr(walls.subprocess, "run", tries)
    walls._first_that_stands.cache_clear()
    try:
        assert not walls.are_built()
        tried = tries.call_count
        assert not walls.are_built()
        assert tries.call_count == tried > 0
    finally:
        walls._first_that_stands.cache_clear()
