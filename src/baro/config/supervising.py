"""Running the server and the worker together: what was started together stops together."""

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

from baro.kernel.errors import Refused

LOOPBACK = "127.0.0.1"
GRACE = 10  # seconds between the request to stop and the end
NEIGHBOURS = 100  # ports tried after the one that is taken

Command = Sequence[str]
Lives = Callable[[], bool]


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
        *(sys.executable, "-m", "granian", "baro.config.wsgi:application", "--interface", "wsgi"),
        *("--host", LOOPBACK, "--port", str(port), "--log-level", "warning"),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        # One worker that the system kills for memory does not end the service.
        *("--respawn-failed-workers", "--workers-kill-timeout", str(GRACE - 2), "--no-ws"),
    )


def worker() -> Command:
    """The command that does the jobs of the queue."""
    return (sys.executable, "-m", "baro.config.command", "worker")


def sequencer() -> Command:
    """The command that keeps the log of the trail."""
    return (sys.executable, "-m", "baro.config.command", "sequencer")


def supervise(
    commands: Mapping[str, Command], lives: Mapping[str, Lives], *, port: int, announce: Callable[[], None]
) -> str:
    """Run the commands until Ctrl-C, or until one of them or of what ``lives`` asks after ends; then stop the others.

    ``announce`` is called as soon as the port answers. Returns which one ended by itself, or nothing.
    """
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            # Their own sessions, so that the terminal's Ctrl-C reaches us alone and we stop them in order;
            # and should we be killed, the kernel tells them.
            words = ["setpriv", "--pdeathsig", "TERM", *command]
            children[name] = subprocess.Popen(words, start_new_session=True, stdin=subprocess.DEVNULL)  # noqa: S603
        return _watched({**{name: _lives(child) for name, child in children.items()}, **lives}, port, announce)
    except KeyboardInterrupt:
        return ""
    finally:
        _stop(list(children.values()))


def _lives(child: subprocess.Popen[bytes]) -> Lives:
    return lambda: child.poll() is None


def _watched(lives: Mapping[str, Lives], port: int, announce: Callable[[], None]) -> str:
    announced = False
    while True:
        for name, lives_still in lives.items():
            if not lives_still():
                return name
        if not announced and _answers(port):
            announce()
            announced = True
        time.sleep(0.2)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


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
