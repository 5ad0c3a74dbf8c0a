"""A Baro in a folder of its own, and its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PORT = 8900


@dataclass(slots=True)
class Server:
    """A Baro in a folder of its own."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end."""
        with self._log() as log:
            return subprocess.run(self._command(*words), env=self._settings(), stdout=log, stderr=log, check=False)

    def start(self) -> None:
        """Start serving; what a killed supervisor left behind is given the time to go."""
        with self._log() as log:
            self.process = subprocess.Popen(
                self._command("demo", "--port", str(PORT)), env=self._settings(), stdout=log, stderr=log
            )

    def stop(self) -> None:
        """Stop it in order."""
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-u", "-m", "baro.config.command", *words]

    def _settings(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("BARO_", "DJANGO_"))}
        return clean | {"BARO_VAR": str(self.folder), "PYTHONPATH": str(ROOT / "src")}

    def _log(self) -> IO[bytes]:
        return (self.folder.parent / "baro.log").open("ab")

    def database(self) -> psycopg.Connection:
        """A connection to its database."""
        return psycopg.connect(host=str(self.folder / "postgres"), user="baro", dbname="baro", autocommit=True)

    def targets(self) -> dict[str, list[int]]:
        """What can be killed now, by name."""
        supervisor = self.process.pid if self.process and self.process.poll() is None else 0
        children = _children(supervisor)
        servers = [number for number in children if "granian" in _words(number)]
        postmaster = _postmaster(self.folder)
        backends = [number for number in _children(postmaster) if " baro baro " in _words(number)]
        found = {
            "supervisor": [supervisor],
            "server": servers,
            "server's worker": [worker for server in servers for worker in _children(server) if _serves(worker)],
            "worker": [number for number in children if "command worker" in _words(number)],
            "postmaster": [postmaster],
            "backend": backends,
        }
        return {name: numbers for name, numbers in found.items() if any(numbers)}


def _words(number: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def _serves(number: int) -> bool:
    return "granian" in _words(number)


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if parent and entry.name.isdecimal():
            with suppress(OSError, IndexError):
                if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == parent:
                    found.append(int(entry.name))
    return found


def _postmaster(folder: Path) -> int:
    with suppress(OSError, ValueError, IndexError):
        return int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
    return 0
