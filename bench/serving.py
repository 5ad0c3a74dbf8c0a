"""The processes that are measured: Baro's server and worker as they are run, the bare page under the same server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from baro.config import environment, supervising
from bench.place import FOLDER

WORKERS, THREADS = 2, 4  # as in `baro serve`
OURS, BARE = "baro.config.asgi:application", "bench.bare.asgi:application"
PATIENCE = 60  # seconds until a server answers
LOG = FOLDER / "servers.log"  # what the programs say


@dataclass(frozen=True, slots=True)
class Running:
    """A program with everything that it started."""

    child: subprocess.Popen[bytes]
    port: int = 0

    def peak_memory(self) -> int:
        """The sum of what each of its processes held in memory at its highest, in bytes."""
        return sum(_peak(number) for number in self._numbers())

    def _numbers(self) -> list[int]:
        listed = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
        return [number for number in listed if _session(number) == self.child.pid]


def _session(number: int) -> int:
    try:
        return os.getsid(number)
    except (ProcessLookupError, PermissionError):
        return 0


def _peak(number: int) -> int:
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{number}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


@contextmanager
def pages() -> Iterator[Running]:
    """Baro's pages, under the command of `baro serve`."""
    port = supervising.free_port(8600)
    with _started(supervising.web_server(port, workers=WORKERS, threads=THREADS), port) as running:
        yield running


@contextmanager
def bare_page() -> Iterator[Running]:
    """The bare page, under the same command."""
    port = supervising.free_port(8700)
    words = supervising.web_server(port, workers=WORKERS, threads=THREADS)
    if OURS not in words:
        raise AssertionError(f"the server's command no longer names {OURS}")
    with _started([BARE if word == OURS else word for word in words], port) as running:
        yield running


@contextmanager
def worker() -> Iterator[Running]:
    """Baro's worker."""
    with _started(supervising.worker(), 0) as running:
        yield running


@contextmanager
def sequencer() -> Iterator[Running]:
    """What keeps the log of the trail."""
    with _started(supervising.sequencer(), 0) as running:
        yield running


@contextmanager
def _started(command: Sequence[str], port: int) -> Iterator[Running]:
    with LOG.open("ab") as log:
        child = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", *command],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=environment.ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(_paths())},
        )
    try:
        if port:
            _wait_for(child, port)
        yield Running(child, port)
    finally:
        _stop(child)


def _paths() -> list[str]:
    """Where the programs find the bench package, and what was set before."""
    return [str(environment.ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]


def _wait_for(child: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and child.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((supervising.LOOPBACK, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{' '.join(child.args)} does not answer; what it said is in {LOG}")  # type: ignore[arg-type]


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to end, then end it."""
    for number, patience in ((signal.SIGTERM, supervising.GRACE), (signal.SIGKILL, 5)):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(child.pid, number)
            child.wait(patience)
