"""What is missing is named with what it costs and what brings it."""

import subprocess

import pytest

from baro.config import prerequisites
from baro.config.prerequisites import Prerequisite
from baro.kernel.errors import Refused

ABSENT = Prerequisite("a browser", lambda: "", "The browser tests cannot run.", package="chromium")


def test_what_debian_brings_names_its_package_and_its_price():
    for prerequisite in prerequisites.FROM_DEBIAN:
        assert prerequisite.package in prerequisite.what_to_do
        assert prerequisite.costs.endswith(".")


def test_an_ordinary_user_is_told_the_command_for_root(monkeypatch):
    monkeypatch.setattr(prerequisites, "may_install", lambda: False)

    with pytest.raises(Refused, match=r"run as root apt-get install chromium$"):
        prerequisites.install([ABSENT])


def test_a_failing_apt_get_is_told_in_one_sentence(monkeypatch):
    failed = subprocess.CompletedProcess([], 100, "", "W: old\nE: Unable to locate package chromium\nE: more\n")
    monkeypatch.setattr(prerequisites, "may_install", lambda: True)
    monkeypatch.setattr(subprocess, "run", lambda *words, **options: failed)

    with pytest.raises(Refused, match=r"could not bring chromium: Unable to locate package chromium$"):
        prerequisites.install([ABSENT])


def test_little_disk_space_counts_as_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("BARO_VAR", str(tmp_path / "not" / "made" / "yet"))
    assert prerequisites.disk().endswith("GB free")

    monkeypatch.setattr(prerequisites, "LEAST_DISK", 2**60)
    assert prerequisites.disk() == ""


def test_front_end_files_older_than_their_lock_are_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(prerequisites, "NODE", tmp_path)
    assert prerequisites.front_end() == ""


def _told(monkeypatch, *, absent: bool, install) -> list[str]:
    """What the demo says about its reader at its start."""
    told: list[str] = []
    monkeypatch.setattr(prerequisites, "missing", lambda _wanted: [ABSENT] if absent else [])
    monkeypatch.setattr(prerequisites, "may_install", lambda: True)
    monkeypatch.setattr(prerequisites, "install", install)
    prerequisites.bring_reader(told.append)
    return told


def _refusing(_absent: object) -> None:
    raise Refused("apt-get could not bring tesseract-ocr: no network")


def test_a_demo_that_has_its_reader_says_so(monkeypatch):
    assert _told(monkeypatch, absent=False, install=_refusing) == ["Scans of papers will be read."]


def test_a_demo_brings_its_reader(monkeypatch):
    brought: list[object] = []
    told = _told(monkeypatch, absent=True, install=brought.append)
    assert brought == [[ABSENT]]
    assert told == ["Installing what reads scans of papers ...", "Scans of papers will be read."]


def test_a_demo_that_cannot_bring_it_says_why_and_goes_on(monkeypatch):
    *_before, last = _told(monkeypatch, absent=True, install=_refusing)
    assert last.startswith("Scans of papers will not be read")
    assert last.endswith("apt-get could not bring tesseract-ocr: no network")
