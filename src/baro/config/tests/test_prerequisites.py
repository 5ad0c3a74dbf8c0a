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
