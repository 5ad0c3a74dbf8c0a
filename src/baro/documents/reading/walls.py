"""What stands around a process that touches strangers' files: no network, no other process, no right, few means.

bubblewrap gives it a file system of its own with the interpreter, the libraries and our source, all of them read-only,
and an empty folder for its own work. Started by root it becomes nobody; otherwise it is nobody in its own name space.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which

import baro
from baro.documents.reading.limits import Limits

log = logging.getLogger(__name__)

NOBODY = "65534"
# The interpreter itself: inside the walls there is no environment of packages, only their folders.
PYTHON = os.path.realpath(sys.executable)
TRYING_SECONDS = 30
NONE_REMEMBERED_SECONDS = 60
OWN_FOLDER = "/tmp"  # noqa: S108 - of the process alone, empty at first and gone with it
OWN_FOLDER_BYTES = 32 * 1024 * 1024
PACKAGE = Path(baro.__file__).parent
LIBRARIES = [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
PREFIXES = {Path("/usr"), Path("/usr/local"), Path(sys.base_prefix)}
NEEDED_OF_A_PREFIX = ("bin", "lib", "lib64", "share/tesseract-ocr", "share/tessdata")
ALONE = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
TIED = ("--die-with-parent", "--new-session", "--cap-drop", "ALL")
# Root needs these for as long as it takes to become nobody.
TO_BECOME_NOBODY = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")
NOTHING_NEW = ("setpriv", "--no-new-privs")
GIVE_UP = (*NOTHING_NEW, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
GIVE_UP_RIGHTS = ("--inh-caps=-all", "--bounding-set=-all")


def python(*words: str) -> list[str]:
    """The command for our interpreter; -S spares the start-up files of the environment, -B writes no compiled ones."""
    return [PYTHON, "-S", "-B", *words]


def environment() -> dict[str, str]:
    """All that it finds in its environment: ours holds the secret key and the address of the database."""
    folders = dict.fromkeys([PACKAGE.parent, *LIBRARIES])
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join(map(str, folders)),
        "LC_ALL": "C.UTF-8",
    }


def confining(limits: Limits) -> list[str]:
    """The words before a command that let it run inside the walls; with the limits alone where none can be built."""
    return [*(_walls() or NOTHING_NEW), *_amounts(limits)]


def are_built() -> bool:
    """Whether walls can be built here; otherwise only the limits hold."""
    return bool(_walls())


def _amounts(limits: Limits) -> list[str]:
    """Time of the processor, memory, size of what is written; and no further process or thread."""
    seconds = f"{limits.seconds}:{limits.seconds + 1}"
    return [
        "prlimit",
        f"--cpu={seconds}",
        f"--as={limits.memory_bytes}",
        f"--fsize={limits.memory_bytes}",
        "--core=0",
        "--nproc=1",
        "--",
    ]


def _walls() -> tuple[str, ...]:
    """The words of the first kind of walls that can be built; that there is none is remembered for a minute."""
    if _none.until > time.monotonic():
        return ()
    try:
        return _first_that_stands()
    except LookupError:
        _none.until = time.monotonic() + NONE_REMEMBERED_SECONDS
        return ()


@dataclass(slots=True)
class _None:
    """Until when it counts that no walls stand."""

    until: float = 0.0


_none = _None()


@cache
def _first_that_stands() -> tuple[str, ...]:
    """The words of the first kind of walls in which the reader can start.

    Raises LookupError when there is none.
    """
    bubblewrap = which("bwrap")
    for walls in _kinds(bubblewrap) if bubblewrap else ():
        try:
            tried = subprocess.run(  # noqa: S603 - our own words, no shell
                [*walls, *python("-c", f"import {__package__}.child, PIL")],
                capture_output=True,
                timeout=TRYING_SECONDS,
                env=environment(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            log.warning("No walls around the reader of files: they did not stand within %s s", TRYING_SECONDS)
            continue
        if tried.returncode == 0:
            return walls
        log.warning("No walls around the reader of files: %s", tried.stderr.decode(errors="replace").strip()[-300:])
    raise LookupError


def _kinds(bubblewrap: str) -> Iterator[tuple[str, ...]]:
    inside = (*_file_system(), "--chdir", "/", "--")
    if os.geteuid() == 0:
        kept = [word for right in TO_BECOME_NOBODY for word in ("--cap-add", right)]
        yield (bubblewrap, *ALONE, *TIED, *kept, *inside, *GIVE_UP, *GIVE_UP_RIGHTS)
    another = ("--unshare-user", "--uid", NOBODY, "--gid", NOBODY)
    yield (bubblewrap, *another, *ALONE, *TIED, *inside)


def _file_system() -> list[str]:
    """Everything that is there inside: nothing of it can be written but the folder of its own."""
    words = [word for folder in _read_only() for word in (*_way_to(folder), "--ro-bind", str(folder), str(folder))]
    for short in (Path("/bin"), Path("/lib"), Path("/lib64")):
        if short.is_symlink():
            words += ["--symlink", os.readlink(short), str(short)]
        elif short.exists():
            words += ["--ro-bind", str(short), str(short)]
    # First, because Baro itself may have been put below /tmp.
    own = ["--perms", "1777", "--size", str(OWN_FOLDER_BYTES), "--tmpfs", OWN_FOLDER]
    return [*own, *words, "--remount-ro", "/"]


def _read_only() -> list[Path]:
    """The interpreter, the libraries, our source, tesseract and its data; the outer ones first."""
    wanted = {prefix / part for prefix in PREFIXES for part in NEEDED_OF_A_PREFIX} | {PACKAGE, *LIBRARIES}
    if data := os.environ.get("TESSDATA_PREFIX"):
        wanted.add(Path(data))
    there = sorted(folder for folder in wanted if folder.is_dir())
    return [folder for folder in there if not any(other in folder.parents for other in there)]


def _way_to(folder: Path) -> list[str]:
    """The folders above, which everybody may enter: made on the way they would be root's alone."""
    return [word for above in reversed(folder.parents[:-1]) for word in ("--dir", str(above))]
