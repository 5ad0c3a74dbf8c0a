"""Every odd way to start it is answered with one sentence and exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from baro.config import installation
from baro.config.environment import ROOT
from baro.config.postgres import stop
from baro.kernel.errors import Refused

pytestmark = pytest.mark.slow  # each starts the command as people do


def baro(*words, place, **more):
    """The command, running in an environment of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BARO_", "DJANGO_"))}
    settings = {"BARO_VAR": str(place), "PYTHONPATH": str(ROOT / "src"), **more}
    command = [sys.executable, "-m", "baro.config.command", *words]
    return subprocess.Popen(
        command, env=clean | settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/"
    )


def ended(*words, place, **more):
    """The exit code of a command and what it complained of."""
    running = baro(*words, place=place, **more)
    _said, complained = running.communicate(timeout=120)
    return running.returncode, complained


def ends_with_2(*words, place, **more):
    """The sentence of a command that ends with exit code 2 and says nothing else."""
    code, complained = ended(*words, place=place, **more)
    assert code == 2, complained
    lines = complained.strip().splitlines()
    assert len(lines) == 1, complained
    return lines[0].removeprefix("Error: ")


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "var"
    yield folder
    if (folder / "postgres").is_dir():
        stop(folder / "postgres")


@pytest.mark.parametrize("words", [["migrate"], ["worker"], ["rules", "check"]])
def test_a_file_where_the_folder_should_be(words, place):
    place.write_text("")

    assert "is a file where a folder is needed: set BARO_VAR to a folder." in ends_with_2(*words, place=place)


def test_below_a_file(place):
    place.write_text("")

    assert "cannot be used (not a directory)" in ends_with_2("migrate", place=place / "below")


def test_a_folder_of_the_kernel():
    assert "cannot be used" in ends_with_2("migrate", place=Path("/proc/baro"))


def test_a_file_system_that_takes_nothing(tmp_path):
    """A read-only mount in a mount namespace of its own, where this machine lets us have one."""
    words = [sys.executable, "-m", "baro.config.command", "migrate"]
    inside = f'mount -t tmpfs -o ro none "{tmp_path}" || exit 77; exec "$@"'
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BARO_", "DJANGO_"))}
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", inside, "sh", *words],
        env=clean | {"BARO_VAR": str(tmp_path / "var"), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 77 or done.stderr.startswith("unshare"):
        pytest.skip(f"no mounts of our own on this machine: {done.stderr.strip()}")

    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1), done.stderr
    assert "cannot be used (read-only file system)" in done.stderr


def test_below_a_folder_that_one_may_not_enter(tmp_path, monkeypatch):
    """As root every folder may be entered, so what the system would say is said for it."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    if os.geteuid() == 0:
        monkeypatch.setattr(
            Path, "mkdir", lambda *_words, **_more: (_ for _ in ()).throw(PermissionError(13, "Denied"))
        )

    with pytest.raises(Refused, match=r"closed/var cannot be used \(.*denied\): set BARO_VAR"):
        installation.make_folder(closed / "var")


def test_a_level_that_is_none(place):
    sentence = ends_with_2("migrate", place=place, BARO_LOG_LEVEL="LOUD")

    assert sentence == "BARO_LOG_LEVEL is 'LOUD': set one of DEBUG, INFO, WARNING, ERROR, CRITICAL."


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x81" * 30, b"short"])
@pytest.mark.parametrize("words", [["serve"], ["rules", "check"]])
def test_a_kept_key_that_is_none(words, content, place):
    place.mkdir()
    (place / "secret-key").write_bytes(content)

    assert "secret-key holds no key that can be used" in ends_with_2(*words, place=place)
    assert (place / "secret-key").read_bytes() == content


def test_a_short_key_serves_no_real_installation(place):

    sentence = ends_with_2("serve", place=place, BARO_SECRET_KEY="a" * 31)

    assert sentence.startswith("BARO_SECRET_KEY cannot be used (it has 31 signs and 32 are needed)")


def test_an_empty_folder_of_the_database(place):
    (place / "postgres").mkdir(parents=True)

    assert "postgres is empty, where the database was or is to be" in ends_with_2("migrate", place=place)


def test_two_at_once_on_a_fresh_folder(place):
    both = [baro("migrate", place=place) for _one in range(2)]
    said = [running.communicate(timeout=300) for running in both]

    assert not any("Traceback" in complained for _said, complained in said), said
    codes = sorted(running.returncode for running in both)
    assert codes in ([0, 2], [0, 0]), said
    refused = [complained for running, (_said, complained) in zip(both, said, strict=True) if running.returncode]
    assert all("Another command is preparing this database" in complained for complained in refused)
