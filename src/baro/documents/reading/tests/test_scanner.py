"""The scanner is ClamAV's own daemon, with one signature that is made here: the one of the EICAR test file."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pytest

from baro.documents.reading import scanner
from baro.documents.reading.scanner import refuse_infected
from baro.documents.reading.tests import hostile
from baro.kernel.errors import Refused

CLAMD = which("clamd") or which("clamd", path="/usr/sbin")
# The test file that every scanner knows; whole, it would have scanners take this file away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
STARTS_WITHIN = 60


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The addresses of a daemon: its socket in the file system, and its port."""
    if CLAMD is None:
        pytest.skip("clamd is not installed (Debian: clamav-daemon), so the scanner is not tried against a real one")
    folder = tmp_path_factory.mktemp("clamd")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "signatures").mkdir()
    (folder / "signatures" / "own.ndb").write_text(f"Eicar-Test-File:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder}/signatures\nLocalSocket {folder}/socket\nTCPSocket {port}\nTCPAddr 127.0.0.1\n"
        f"Foreground yes\nLogFile {folder}/log\nStreamMaxLength 1M\nUser {pwd.getpwuid(os.geteuid()).pw_name}\n"
    )
    process = subprocess.Popen([CLAMD, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + STARTS_WITHIN
        while not scanner.is_reached(f"{folder}/socket"):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, "clamd did not start"
            time.sleep(0.1)
        yield f"{folder}/socket", f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def brought(tmp_path: Path) -> Callable[[bytes], Path]:
    """A file that lands."""

    def land(content: bytes) -> Path:
        path = tmp_path / "landed"
        path.write_bytes(content)
        return path

    return land


@pytest.mark.parametrize("way", [0, 1], ids=["socket", "port"])
def test_what_the_scanner_knows_is_refused_with_its_name(
    clamd: tuple[str, str], way: int, brought: Callable[[bytes], Path]
) -> None:
    with pytest.raises(Refused, match=r"“a.pdf” carries malware \(Eicar-Test-File.*\) and was not kept"):
        refuse_infected(brought(EICAR), "a.pdf", clamd[way])


def test_it_is_found_inside_a_document_as_well(clamd: tuple[str, str], brought: Callable[[bytes], Path]) -> None:
    packed = hostile.word(**{"word/media/image1.png": EICAR})
    with pytest.raises(Refused, match="carries malware"):
        refuse_infected(brought(packed), "a.docx", clamd[0])


def test_an_honest_file_goes_through(clamd: tuple[str, str], brought: Callable[[bytes], Path]) -> None:
    refuse_infected(brought(hostile.pdf(pages=3)), "a.pdf", clamd[0])
    refuse_infected(brought(hostile.picture(300, 300)), "a.png", clamd[1])


def test_what_is_larger_than_the_scanner_takes_is_not_waved_through(
    clamd: tuple[str, str], brought: Callable[[bytes], Path]
) -> None:
    with pytest.raises(Refused, match="the scanner for malware could not read it"):
        refuse_infected(brought(os.urandom(3_000_000)), "a.pdf", clamd[0])


@pytest.mark.parametrize("address", ["/nowhere/socket", "127.0.0.1:1", "no address at all"])
def test_without_an_answer_nothing_is_taken_in(address: str, brought: Callable[[bytes], Path]) -> None:
    assert not scanner.is_reached(address)
    with pytest.raises(Refused, match="was not taken in, because the scanner for malware does not answer"):
        refuse_infected(brought(b"words"), "a.pdf", address)


def test_a_scanner_that_hangs_up_is_no_answer(brought: Callable[[bytes], Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.listen()
        port = listening.getsockname()[1]
        path = brought(b"words")
        with socket.create_connection(("127.0.0.1", port)) as first:
            listening.accept()[0].close()
            with pytest.raises(scanner.Silent):
                scanner._answer(first)
        assert path.exists()


def test_where_none_is_configured_nobody_is_asked(brought: Callable[[bytes], Path]) -> None:
    refuse_infected(brought(EICAR), "a.pdf", "")
