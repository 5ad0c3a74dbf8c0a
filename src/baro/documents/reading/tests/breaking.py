"""Stands in for the confined reader: breaks as its request says, or tells what it can reach from the inside."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import socket
import sys
from collections.abc import Callable
from typing import Any

PR_GET_NO_NEW_PRIVS, PR_CAPBSET_READ = 39, 24
RIGHTS = 41


def tried(deed: Callable[[], Any]) -> str:
    """What came of a deed: "done", or the name of the error."""
    try:
        deed()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "done"


def probe(paths: list[str], address: tuple[str, int], neighbour: int) -> dict[str, Any]:
    """What this process is, and what it can reach."""
    control = ctypes.CDLL(None).prctl
    return {
        "user": os.getresuid(),
        "group": os.getresgid(),
        "groups": os.getgroups(),
        "rights": [right for right in range(RIGHTS) if control(PR_CAPBSET_READ, right, 0, 0, 0) == 1],
        "may_become_root": tried(lambda: os.setuid(0)),
        **amounts(),
        "open": {
            path: tried(lambda path=path: os.listdir(path) if os.path.isdir(path) else open(path, "rb"))
            for path in paths
        },
        "connect": tried(lambda: socket.create_connection(address, timeout=2)),
        "neighbour": tried(lambda: os.kill(neighbour, 0)),
        "processes": tried(lambda: os.listdir("/proc")),
        "number": os.getpid(),
        "fork": tried(lambda: os.fork() or os._exit(0)),
        "write": {path: tried(lambda path=path: open(f"{path}/x", "wb")) for path in ("/", "/usr/lib", "/tmp")},
        "fill": tried(fill),
    }


def amounts() -> dict[str, Any]:
    """How much this process may use, and whether it may gain rights."""
    names = ("CPU", "AS", "FSIZE", "NPROC", "CORE")
    return {
        "no_new_rights": ctypes.CDLL(None).prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
        "most": {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in names},
    }


def fill() -> None:
    """Write 64 MB into the folder of its own, in files of one."""
    for number in range(64):
        with open(f"/tmp/{number}", "wb") as file:
            file.write(bytes(1024 * 1024))


def main() -> None:
    """Do what the request names."""
    request = json.loads(sys.argv[1])
    match request["deed"]:
        case "crash":
            os.abort()
        case "loop":
            while True:
                pass
        case "babble":
            sys.stdout.write("no answer at all")
        case "environment":
            json.dump(dict(os.environ), sys.stdout)
        case "amounts":
            json.dump(amounts(), sys.stdout)
        case "probe":
            json.dump(probe(**request["options"]), sys.stdout)


main()
