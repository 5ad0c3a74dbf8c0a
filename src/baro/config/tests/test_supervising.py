"""What was started together stops together."""

import os
import signal
import socket
import sys
import time

import pytest

from baro.config import supervising
from baro.kernel.errors import Refused

pytestmark = pytest.mark.slow  # processes are started and stopped

SLEEPING = (sys.executable, "-c", "import time; time.sleep(60)")
LISTENING = (
    sys.executable,
    "-c",
    "import socket, sys, time; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); time.sleep(60)",
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


def test_the_one_that_ends_by_itself_is_named_and_what_it_started_stops_too(tmp_path):
    written = tmp_path / "number"
    commands = {"server": SLEEPING, "worker": (*LEAVING_ONE_BEHIND, str(written))}

    ended = supervising.supervise(commands, {}, port=1, announce=lambda: None)

    assert ended == "worker"
    assert _is_gone(int(written.read_text()))


def test_a_database_that_stops_living_stops_the_rest():
    ended = supervising.supervise({"server": SLEEPING}, {"database": lambda: False}, port=1, announce=lambda: None)

    assert ended == "database"


def test_the_address_is_told_once_it_answers_and_ctrl_c_ends_it():
    with socket.create_server(("127.0.0.1", 0)) as any_port:
        port = any_port.getsockname()[1]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    told = []

    def announce() -> None:
        told.append(port)
        os.kill(os.getpid(), signal.SIGINT)

    ended = supervising.supervise({"server": (*LISTENING, str(port))}, {}, port=port, announce=announce)

    assert (ended, told) == ("", [port])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
