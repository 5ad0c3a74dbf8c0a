"""PostgreSQL's own programs: one that dumps a database, and two that load a dump in one transaction."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from baro.kernel.errors import Refused

DEBIAN = Path("/usr/lib/postgresql")
# Programs of PostgreSQL 17 and newer write it for every server; older servers do not know it.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;"
HEAD = 200  # lines of a dump in which settings stand
PIECE = 1 << 20  # bytes


def address_of(connection: Any, **other: str) -> str:
    """The address of the database of a connection of Django, for psycopg; ``other`` replaces parts of it."""
    kept = connection.settings_dict
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    known = {names[key]: str(value) for key, value in kept.items() if key in names and value}
    asked = {key: value for key, value in kept.get("OPTIONS", {}).items() if key.startswith("ssl")}
    return make_conninfo("", **{**asked, **known, **other})


def program(name: str, server: int) -> str:
    """The path of one of PostgreSQL's programs that knows a server of this major version.

    Raises Refused when there is none.
    """
    own = settings.POSTGRES_PROGRAMS
    places = [str(own / name)] if own else []
    places += [str(place) for place in sorted(DEBIAN.glob(f"*/bin/{name}"))]
    places += filter(None, [shutil.which(name)])
    for place in places:
        if os.access(place, os.X_OK) and _major(place) >= server:
            return place
    raise Refused(
        f"No {name} here knows PostgreSQL {server}: install postgresql-client-{server}, or the packages of Baro."
    )


def _major(place: str) -> int:
    said = subprocess.run([place, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def major_of(connection: psycopg.Connection[Any]) -> int:
    """The major version of the server of a connection."""
    return connection.info.server_version // 10_000


@contextmanager
def dumped(address: str, *, server: int, snapshot: str) -> Iterator[IO[bytes]]:
    """A dump of the database as one snapshot of it saw it, to be read while the block runs.

    Raises Refused with what ``pg_dump`` complained about, at the end of the block.
    """
    words = ["--format=custom", f"--snapshot={snapshot}", "--lock-wait-timeout=60s"]
    with tempfile.TemporaryFile() as said, _started([program("pg_dump", server), *words], address, said) as dumping:
        assert dumping.stdout is not None  # noqa: S101 - asked for
        yield dumping.stdout
        if dumping.wait():
            raise Refused(f"The database could not be dumped: {_complaint(said)}")


def load(pieces: Iterable[bytes], address: str, *, server: int, before: str, after: str, owners: bool) -> None:
    """Load a dump whole or not at all: all in one transaction, with statements at its beginning and at its end.

    With ``owners`` everything belongs to whom it belonged, and they may do what they might. Raises Refused with what
    PostgreSQL complained about.
    """
    reading = [program("pg_restore", server), "--file=-"] + ([] if owners else ["--no-owner", "--no-privileges"])
    doing = [program("psql", server), "--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"]
    failed: list[Exception] = []
    with (
        tempfile.TemporaryFile() as said,
        _started(doing, address, said) as psql,
        subprocess.Popen(  # noqa: S603 - our own words, no shell
            reading, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said
        ) as restoring,
    ):
        feeding = threading.Thread(target=_feed, args=(pieces, restoring, failed))
        feeding.start()
        with suppress(BrokenPipeError):
            psql.stdin.write(f"BEGIN;\n{before}\n".encode())  # type: ignore[union-attr]
            _pass_on(restoring.stdout, psql.stdin)
        restoring.stdout.close()  # type: ignore[union-attr]  # it ends if it has more to say than psql took
        feeding.join()
        whole = restoring.wait() == 0 and not failed
        with suppress(BrokenPipeError):  # without the last word nothing of it stays
            psql.stdin.write(f"\n{after}\nCOMMIT;\n".encode() if whole else b"\nROLLBACK;\n")  # type: ignore[union-attr]
            psql.stdin.close()  # type: ignore[union-attr]
        if psql.wait() or not whole:
            raise failed[0] if failed else Refused(f"The database could not be restored: {_complaint(said)}")


def _feed(pieces: Iterable[bytes], restoring: subprocess.Popen[bytes], failed: list[Exception]) -> None:
    try:
        for piece in pieces:
            restoring.stdin.write(piece)  # type: ignore[union-attr]
    except BrokenPipeError:
        pass  # it says itself why it ended
    except (Refused, OSError) as error:
        failed.append(error)
    finally:
        with suppress(BrokenPipeError):
            restoring.stdin.close()  # type: ignore[union-attr]


def _pass_on(source: Any, target: Any) -> None:
    for _line in range(HEAD):
        line = source.readline()
        if line.strip() != UNKNOWN_BEFORE_17:
            target.write(line)
    shutil.copyfileobj(source, target, PIECE)


def _started(words: Sequence[str], address: str, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """A program that is connected to a database; no password stands among its words, where others could read it."""
    parts = conninfo_to_dict(address)
    password = parts.pop("password", None)
    kept = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    return subprocess.Popen(  # noqa: S603 - our own words, no shell
        [*words, f"--dbname={make_conninfo('', **parts)}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env=kept | ({"PGPASSWORD": str(password)} if password else {}),
    )


def _complaint(said: IO[bytes]) -> str:
    said.seek(0)
    lines = [line.strip() for line in said.read().decode(errors="replace").splitlines() if line.strip()]
    if any("No space left on device" in line for line in lines):
        return "the disk is full; free some space and try again."
    found = next(
        (line for line in lines if re.search(r"(ERROR|FATAL|error): ", line)), (lines or ["no reason given"])[0]
    )
    return re.split(r"(?:ERROR|FATAL|error): +", found)[-1].rstrip(".")[:300] + "."
