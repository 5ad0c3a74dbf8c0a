"""What ends is started again, and what was started together stops together."""

import os
import signal
import socket
import sys
import threading
import time

import pytest

from baro.config import supervising
from baro.kernel.errors import Refused

pytestmark = pytest.mark.slow  # processes are started and stopped

READS_AFTER = 1.5  # seconds in which lines are taken and nothing is answered
SLEEPING = (sys.executable, "-c", "import time; time.sleep(60)")
LISTENING = (
    sys.executable,
    "-c",
    """if True:
    import http.server, sys, time
    server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler)
    time.sleep(float(sys.argv[2]))
    server.serve_forever()
    """,
)
# It ends at once; the one it started goes on.
LEAVING_ONE_BEHIND = (
    sys.executable,
    "-c",
    """if True:
    import subprocess, sys
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    open(sys.argv[1], "w").write(str(left.pid))
    """,
)


@pytest.fixture(autouse=True)
def _signals_as_before():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, how in zip(numbers, before, strict=True):
        signal.signal(number, how)


def _is_gone(number: int) -> bool:
    for _attempt in range(50):
        try:
            os.kill(number, 0)
            with open(f"/proc/{number}/stat") as told:
                if told.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False


def test_a_taken_port_gives_way_to_the_next_free_one():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert port < supervising.free_port(port) <= port + supervising.NEIGHBOURS


def test_no_free_port_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(supervising, "NEIGHBOURS", 1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port} and its 1 neighbours are taken"):
            supervising.free_port(port)


@pytest.fixture
def _in_a_hurry(monkeypatch):
    for name, seconds in {"FIRST_PAUSE": 0.05, "LONGEST_PAUSE": 0.1, "LOOKS": 0.02}.items():
        monkeypatch.setattr(supervising, name, seconds)


@pytest.mark.usefixtures("_in_a_hurry")
def test_what_ends_again_and_again_is_named_and_everything_stops_with_what_it_started(tmp_path):
    written, said = tmp_path / "number", []
    commands = {"server": SLEEPING, "worker": (*LEAVING_ONE_BEHIND, str(written))}

    ended = supervising.supervise(commands, {}, port=1, announce=lambda: None, say=said.append)

    assert ended == "worker"
    assert said == ["The worker ended by itself; it is started again."] * (supervising.STARTS + 1)
    assert _is_gone(int(written.read_text()))


@pytest.mark.usefixtures("_in_a_hurry")
def test_a_process_that_is_killed_is_started_again_without_what_it_left_behind(tmp_path):
    """The shell is killed; what it had started would keep the port of the next one."""
    started = tmp_path / "started"
    leaving = ("sh", "-c", f"sleep 60 & echo $$ $! >> {started}; wait")
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def say(_sentence: str) -> None:
        pass

    def watch() -> None:
        for number in range(2):
            while not started.exists() or len(started.read_text().splitlines()) <= number:
                time.sleep(0.02)
            if number == 0:
                os.kill(int(started.read_text().split()[0]), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=watch, daemon=True).start()
    ended = supervising.supervise({"server": leaving}, {}, port=1, announce=lambda: None, say=say)

    assert ended == ""
    assert len(started.read_text().splitlines()) == 2
    assert all(_is_gone(int(number)) for number in started.read_text().split())


class Database:
    """Something kept beside the commands that dies, and whose first new start is refused."""

    def __init__(self) -> None:
        self.starts, self.alive = 0, False

    def lives(self) -> bool:
        return self.alive

    def start(self) -> None:
        self.starts += 1
        if self.starts == 1:
            raise Refused("It does not start yet.")
        self.alive = True
        os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.usefixtures("_in_a_hurry")
def test_a_database_that_died_is_started_again_until_it_lives():
    signal.signal(signal.SIGINT, signal.default_int_handler)
    database, said = Database(), []

    ended = supervising.supervise(
        {"server": SLEEPING}, {"database": database}, port=1, announce=lambda: None, say=said.append
    )

    assert (ended, database.starts) == ("", 2)
    assert "It does not start yet." in said


def test_pauses_grow_and_a_steady_time_makes_them_short_again():
    pauses = [supervising.FIRST_PAUSE]
    for _death in range(8):
        pauses.append(supervising.next_pause(pauses[-1], lasted=1))

    assert pauses[:4] == [0.5, 1, 2, 4]
    assert pauses[-1] == supervising.LONGEST_PAUSE
    assert supervising.next_pause(pauses[-1], lasted=supervising.STEADY + 1) == supervising.FIRST_PAUSE


def test_the_address_is_told_once_it_answers_and_ctrl_c_ends_it():
    with socket.create_server(("127.0.0.1", 0)) as any_port:
        port = any_port.getsockname()[1]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    told: list[float] = []
    began = time.monotonic()

    def announce() -> None:
        told.append(time.monotonic() - began)
        os.kill(os.getpid(), signal.SIGINT)

    ended = supervising.supervise(
        {"server": (*LISTENING, str(port), str(READS_AFTER))}, {}, port=port, announce=announce
    )

    assert (ended, len(told)) == ("", 1)
    assert told[0] >= READS_AFTER, "a port that takes lines and answers nothing is not told yet"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
