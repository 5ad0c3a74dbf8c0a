"""The embedded PostgreSQL: a server of our own under ``var/`` for whoever has not set BARO_DATABASE_URL.

It calls PostgreSQL's programs itself. Everybody who uses the server holds a shared lock beside its folder; the last
one who leaves stops it, whoever started it and whoever was killed meanwhile. When that last one is itself killed, the
server stays: the next command joins it, and stops it when it leaves; so does ``baro stop``.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from baro.config import postgres_folder as files
from baro.config.installation import make_folder
from baro.config.postgres_account import Account, name_of
from baro.kernel.errors import Refused

PATIENCE = 300  # seconds for a start: after a crash of a large installation the log is played back first
LOCK_PATIENCE = 60  # seconds for another command that starts or stops a server
LARGEST_LOG = 10_000_000  # bytes
STILL_CLOSING = ("pre-existing shared memory block", "could not bind")  # processes of a killed server


@dataclass(slots=True)
class Cluster:
    """A running server and our use of it, which lasts until we leave or end, even if nobody keeps this object."""

    folder: Path
    sockets: Path
    use: int | None = field(default=None, repr=False)

    def url(self, database: str = "baro", *, role: str = files.APPLICATION) -> str:
        """The address of a database, for BARO_DATABASE_URL; the role is that of the application when left out."""
        place = f"{quote(database, safe='')}?host={quote(str(self.sockets), safe='')}&port={files.PORT}"
        return f"postgresql://{role}@/{place}"

    @property
    def migrations_url(self) -> str:
        """The address for BARO_MIGRATIONS_URL: its role owns the databases."""
        return self.url(role=files.MIGRATIONS)

    def lives(self) -> bool:
        """Whether the server still runs."""
        return _running(self.folder) is not None

    def start(self) -> None:
        """Start the server again after it died under us; raises Refused with what is in the way."""
        with _alone(self.folder):
            self.sockets = _brought_up(self.folder, throwaway=False)

    def leave(self) -> None:
        """Give up our use; the server stops when it was the last one. A second call does nothing."""
        if self.use is None:
            return
        with _alone(self.folder):
            os.close(self.use)
            self.use = None
            if not _in_use(self.folder):
                _stop(self.folder)

    def stop(self) -> None:
        """Stop the server even if others use it."""
        stop(self.folder)


def ensure_running(folder: Path, *, throwaway: bool = False) -> Cluster:
    """The server of this folder, made, started or joined as needed, with our use of it noted.

    A throwaway server is for tests: fast instead of durable, and made anew when it was not closed in order.
    Raises Refused with what is in the way.
    """
    folder = folder.resolve()
    with _alone(folder):
        return Cluster(folder, _brought_up(folder, throwaway=throwaway), _noted_use(folder))


def _brought_up(folder: Path, *, throwaway: bool) -> Path:
    """The folder of the socket of the server, which is started when it does not answer."""
    if sockets := _answering(folder):
        return sockets
    try:
        _start(folder, throwaway=throwaway)
        sockets = _answering(folder)
        if sockets is None:
            raise Refused(f"PostgreSQL in {folder} stopped right after its start: see server.log there.")
        return sockets
    except BaseException:  # interrupted or failed: nothing of a first start stays running
        _stop(folder)
        raise


def status(folder: Path) -> str:
    """``running``, ``stopped`` or ``absent``."""
    folder = folder.resolve()
    if _running(folder) is not None:
        return "running"
    return "stopped" if folder.exists() else "absent"


def stop(folder: Path) -> bool:
    """Stop the server, whoever uses it; returns whether it was running."""
    folder = folder.resolve()
    if status(folder) != "running":
        return False
    with _alone(folder):
        _stop(folder)
    return True


def _start(folder: Path, *, throwaway: bool) -> None:
    files.refuse_unspeakable(folder, files.programs())
    if folder.exists():
        files.refuse_empty(folder)
        account = files.runner_of(folder)
        if throwaway and not files.was_closed_well(folder, account):
            shutil.rmtree(folder)
    if not folder.exists():
        files.make(folder)
    account = files.runner_of(folder)
    # The number that a killed server left behind may be another program's by now, or stay a dead one's in a container:
    # both would keep the next server from starting.
    for left_behind in (folder / "postmaster.pid", *files.socket_folder(folder, account).glob(".s.PGSQL.*")):
        left_behind.unlink(missing_ok=True)
    files.set_roles_apart(folder, account)
    files.configure(folder, account, throwaway=throwaway)
    _begin(folder, account)


def _begin(folder: Path, account: Account) -> None:
    """Start the server's process; processes of a killed one get ten seconds to notice and go."""
    log = folder / "server.log"
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    for _attempt in range(20):
        before = log.stat().st_size if log.exists() else 0
        words = ("start", f"--pgdata={folder}", "--wait", f"--timeout={PATIENCE}", f"--log={log}", "--silent")
        done = files.run(account, "pg_ctl", *words)
        if done.returncode == 0:
            return
        said = done.stdout + (log.read_text(errors="replace")[before:] if log.exists() else "")
        if not any(sign in said for sign in STILL_CLOSING):
            break
        time.sleep(0.5)
    raise Refused(f"PostgreSQL did not start: {files.complaint(said)} The whole story is in {log}.")


def _stop(folder: Path) -> None:
    for mode in ("fast", "immediate"):
        if _running(folder) is None:
            return
        files.run(
            files.runner_of(folder), "pg_ctl", "stop", f"--pgdata={folder}", f"--mode={mode}", "--wait", "--timeout=60"
        )


def _running(folder: Path) -> int | None:
    """The process id of the folder's server, if it lives; an id that another program now has does not count."""
    try:
        number = int((folder / "postmaster.pid").read_text().split()[0])
        words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
        return None
    except PermissionError:
        files.runner_of(folder)  # says whose it is
        raise
    ours = words[0].endswith(b"/postgres") and bytes(folder) in words
    return number if ours else None


def _answering(folder: Path) -> Path | None:
    """The folder of the server's socket as soon as it takes connections; None when there is no server, or no more."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if _running(folder) is None:
            return None
        lines = (folder / "postmaster.pid").read_text().splitlines()
        if len(lines) > 7 and lines[7].strip() == "ready":
            try:
                psycopg.connect(Cluster(folder, Path(lines[4])).url()).close()
                return Path(lines[4])
            except psycopg.OperationalError as error:  # it may be dying just now
                if "Peer authentication failed" in str(error):
                    owner = name_of(folder.stat().st_uid)
                    raise Refused(f"PostgreSQL in {folder} was started by another user: run as {owner}.") from error
        time.sleep(0.1)
    raise Refused(f"PostgreSQL in {folder} takes no connections after {PATIENCE} seconds: see server.log there.")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock under which servers are started and stopped.

    Raises Refused when another command holds it for too long.
    """
    with _open(folder, "lock") as lock:
        until = time.monotonic() + LOCK_PATIENCE
        while not _locked(lock):
            if time.monotonic() > until:
                raise Refused(
                    f"Another command has held {lock.name} for {LOCK_PATIENCE} seconds: wait until it has ended, and "
                    f"try again; fuser {lock.name} names it."
                )
            time.sleep(0.1)
        yield


def _locked(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _noted_use(folder: Path) -> int:
    with _open(folder, "users") as opened:
        use = os.dup(opened.fileno())
    fcntl.flock(use, fcntl.LOCK_SH)
    return use


def _in_use(folder: Path) -> bool:
    with _open(folder, "users") as uses:
        return not _locked(uses)


def _open(folder: Path, suffix: str) -> IO[bytes]:
    path = folder.with_name(f"{folder.name}.{suffix}")
    make_folder(path.parent)
    try:
        opened = open(path, "ab", opener=lambda name, flags: os.open(name, flags, 0o600))  # noqa: SIM115
        if os.fstat(opened.fileno()).st_uid == os.geteuid():  # one of an earlier version let everybody hold it
            os.fchmod(opened.fileno(), 0o600)
        return opened
    except PermissionError as error:
        raise Refused(
            f"{path} belongs to {name_of(path.stat().st_uid)}: run as that user, or set BARO_VAR to another folder."
        ) from error
