"""``python -m tools.killing``: the rounds, and the verdict."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path

from tools.killing.looking import GAPS, faults, rows
from tools.killing.people import PEOPLE, Acknowledged, Unanswered, Visitor, work
from tools.killing.server import Server

PATIENCE = 60.0  # seconds until pages answer again; whatever takes longer needs a start by hand


def main() -> None:
    """Kill, look, and end with 1 when something is wrong."""
    asked = argparse.ArgumentParser(prog="python -m tools.killing", description=__doc__)
    asked.add_argument("--rounds", type=int, default=30)
    asked.add_argument("--seed", type=int, default=None)
    options = asked.parse_args()
    random.seed(options.seed)
    place = Path(tempfile.mkdtemp(prefix="baro-killing-"))
    server = Server(place / "var")
    told, over = Acknowledged(), threading.Event()
    try:
        found = _rounds(server, told, over, options.rounds)
    finally:
        over.set()
        server.stop()
    for one in found:
        sys.stderr.write(f"{one}\n")
    if found:
        sys.exit(f"{len(found)} faults; everything is kept in {place}")
    shutil.rmtree(place)


def _rounds(server: Server, told: Acknowledged, over: threading.Event, rounds: int) -> list[str]:
    """Let people work, kill one process a round, and look afterwards; returns what is wrong."""
    if server.run("demo", "--no-serve").returncode:
        return ["the demo was not loaded"]
    server.start()
    back, by_hand = defaultdict[str, list[float]](list), Counter[str]()
    _wait_until_back()
    with server.database() as connection:
        before = rows(connection, GAPS)
        ((unit,),) = rows(connection, "SELECT id FROM org_unit WHERE code = 'QN'")
    people = [threading.Thread(target=work, args=(one, told, over, unit)) for one in PEOPLE]
    for person in people:
        person.start()
    for number in range(1, rounds + 1):
        time.sleep(random.uniform(1, 5))
        what, seconds, helped = _killed(server)
        back[what].append(seconds)
        by_hand[what] += helped
        sys.stdout.write(f"{number:>3} {what:<16}{seconds:>6.1f} s{'  by hand' if helped else ''}\n")
        sys.stdout.flush()
    time.sleep(5)
    over.set()
    for person in people:
        person.join()
    _table(back, by_hand, told)
    return list(faults(server, told, before))


def _killed(server: Server) -> tuple[str, float, bool]:
    """Kill something; returns what, the seconds until pages answered again, and whether that took a start by hand."""
    targets = server.targets()
    what = random.choice(sorted(targets))
    with suppress(ProcessLookupError):
        os.kill(random.choice(targets[what]), signal.SIGKILL)
    began = time.monotonic()
    helped = False
    if what == "supervisor" and server.process:  # systemd starts it again; here we do
        server.process.wait()
        server.start()
    time.sleep(0.3)
    while not _wait_until_back():
        helped = True
        server.start()
    return what, time.monotonic() - began, helped


def _wait_until_back() -> bool:
    """Whether pages answer within the time that is given, those that ask the database too."""
    watcher = Visitor("clerk", Acknowledged(), threading.Event())
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(Unanswered):
            if watcher.ask("GET", "/welcome/")[0] == 200:
                return True
        time.sleep(0.2)
    return False


def _table(back: dict[str, list[float]], by_hand: Counter[str], told: Acknowledged) -> None:
    """Say how often what was killed, how long it took, and what was acknowledged meanwhile."""
    for what, seconds in sorted(back.items()):
        line = f"{what:<16}{len(seconds):>3} times, back after at most {max(seconds):.1f} s, by hand {by_hand[what]}"
        sys.stdout.write(line + "\n")
    sys.stdout.write(
        f"acknowledged: {len(told.letters)} letters, {len(told.reports)} reports with a file, {len(told.bulks)} bulks; "
        f"sent again: {told.sent_again}\n"
    )
    for why, count in told.refused.most_common():
        sys.stdout.write(f"refused {count} times: {why}\n")


main()
