"""Running the server and the worker together: what ends is started again, and all of it stops together."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Protocol

from baro.config import environment
from baro.kernel.errors import Refused

LOOPBACK = "127.0.0.1"
GRACE = 10  # seconds between the request to stop and the end
NEIGHBOURS = 100  # ports tried after the one that is taken
STARTS = 6  # in a row, each ended before it was steady: then something is wrong that starting does not mend
STEADY = 10.0  # seconds after which a start has succeeded
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a start; each pause is twice the one before
LOOKS = 0.2  # seconds between two looks

Command = Sequence[str]
Say = Callable[[str], None]


def free_port(wanted: int) -> int:
    """The wanted port of this machine, or the next one that nobody listens on.

    Raises Refused when we may not listen there or all neighbours are taken.
    """
    for port in range(wanted, min(wanted + NEIGHBOURS, 65_536)):
        try:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((LOOPBACK, port))
                return port
        except PermissionError:
            raise Refused(f"Only root may listen on port {port}: choose one from 1024 upwards.") from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise Refused(f"Port {wanted} and its {NEIGHBOURS} neighbours are taken: choose another with --port.")


def web_server(port: int, *, workers: int, threads: int) -> Command:
    """The command that serves the pages on this machine alone."""
    return (
        *("env", f"BARO_THREADS={threads}"),  # which the door of the pages reads
        *(sys.executable, "-m", "granian", "baro.config.asgi:application", "--interface", "asginl"),
        *("--host", LOOPBACK, "--port", str(port), "--log-level", "warning", "--workers", str(workers)),
        # One worker that the system kills for memory does not end the service.
        *("--respawn-failed-workers", "--workers-kill-timeout", str(GRACE - 2), "--no-ws"),
    )


def worker() -> Command:
    """The command that does the jobs of the queue."""
    return (sys.executable, "-m", "baro.config.command", "worker")


def sequencer() -> Command:
    """The command that keeps the log of the trail."""
    return (sys.executable, "-m", "baro.config.command", "sequencer")


class Kept(Protocol):
    """What is kept running beside the commands, such as the database."""

    def lives(self) -> bool:
        """Whether it runs."""
        ...

    def start(self) -> None:
        """Start it; raises Refused when that does not succeed."""
        ...


@dataclass(slots=True)
class Child:
    """A command that runs as a process, in a session of its own with whatever it starts."""

    command: Command
    process: subprocess.Popen[bytes] | None = None

    def lives(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it, after whatever a former process left behind is gone."""
        if self.process is not None:
            _signal([self.process], signal.SIGKILL)
        # In its own session the terminal's Ctrl-C does not reach it, and we stop all in order; and should we be
        # killed, the kernel tells it.
        words = ["setpriv", "--pdeathsig", "TERM", *self.command]
        self.process = subprocess.Popen(words, start_new_session=True, stdin=subprocess.DEVNULL)  # noqa: S603


def next_pause(pause: float, *, lasted: float) -> float:
    """The pause before the next start after one that lasted so long: twice the last one, short after a steady time."""
    return FIRST_PAUSE if lasted > STEADY else min(LONGEST_PAUSE, 2 * pause)


@dataclass(slots=True)
class _Watched:
    """Something that is started again whenever it ends, each time after a longer pause, and so often in a row."""

    name: str
    kept: Kept
    say: Say
    starts: int = 0
    pause: float = 0.0
    started: float = 0.0
    due: float = 0.0

    def look(self) -> bool:
        """Start it again once it ended and its pause is over; returns whether there is still hope for it."""
        now = time.monotonic()
        if self.kept.lives():
            self.due = 0.0
            return True
        if not self.due:
            if (lasted := now - self.started) > STEADY:
                self.starts = 0
            self.pause = next_pause(self.pause, lasted=lasted)
            self.due = now + self.pause
            self.say(f"The {self.name} ended by itself; it is started again.")
        if now < self.due:
            return True
        if self.starts >= STARTS:
            return False
        self.starts += 1
        try:
            self.kept.start()
        except Refused as refusal:
            self.say(str(refusal))
        self.started, self.due = time.monotonic(), 0.0
        return True


def supervise(
    commands: Mapping[str, Command],
    beside: Mapping[str, Kept],
    *,
    port: int,
    announce: Callable[[], None],
    say: Say = lambda _sentence: None,
) -> str:
    """Run the commands until Ctrl-C, and start again whichever of them, or of what is kept beside them, ends.

    ``announce`` is called as soon as pages are answered, ``say`` with a sentence for each new start. Returns which one
    ended again and again, whereupon all are stopped, or nothing.
    """
    children = {name: Child(command) for name, command in commands.items()}
    watched = [_Watched(name, kept, say) for name, kept in {**beside, **children}.items()]
    try:
        for child in children.values():
            child.start()
        return _watch(watched, port, announce)
    except KeyboardInterrupt:
        return ""
    finally:
        _stop([child.process for child in children.values() if child.process])


def _watch(watched: Sequence[_Watched], port: int, announce: Callable[[], None]) -> str:
    announced = False
    while True:
        for one in watched:
            if not one.look():
                return one.name
        if not announced and _answers(port):
            announce()
            announced = True
        time.sleep(LOOKS)


def _answers(port: int) -> bool:
    """Whether a page is answered: the port takes lines some twenty seconds before anybody reads them."""
    asking = HTTPConnection(LOOPBACK, port, timeout=1)
    try:
        # By a name that it knows, for another one would stand in its log as an attack.
        asking.request("GET", "/health/live", headers={"Host": environment.words("HOSTS", "localhost")[0]})
        return bool(asking.getresponse().status)
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    # A second Ctrl-C must not leave half of them running.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _signal(children, signal.SIGTERM)
    until = time.monotonic() + GRACE
    while _any_left(children) and time.monotonic() < until:
        time.sleep(0.1)
    _signal(children, signal.SIGKILL)
    for child in children:
        child.wait()


def _signal(children: list[subprocess.Popen[bytes]], number: int) -> None:
    """Reach each child with all that it has started, even when the child itself is gone."""
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)


def _any_left(children: list[subprocess.Popen[bytes]]) -> bool:
    return any(child.poll() is None or _has_group(child.pid) for child in children)


def _has_group(number: int) -> bool:
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True
