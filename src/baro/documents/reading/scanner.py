"""A scanner for known malware, where one is configured: ClamAV's daemon, asked over its socket (INSTREAM)."""

from __future__ import annotations

import socket
import struct
from contextlib import closing
from pathlib import Path

from baro.documents.reading.refusals import refusal

PIECE = 256 * 1024
# To connect, and to wait for the answer about one file.
SECONDS = 30
LONGEST_ANSWER = 4096
FOUND, CLEAN = " FOUND", " OK"


class Silent(Exception):  # noqa: N818 - an answer, as `Refused` is
    """The scanner is not reached, or does not answer as clamd does."""


def refuse_infected(path: Path, name: str, address: str) -> None:
    """Ask the scanner at ``address`` (the path of a socket, or host:port; blank: there is none) about a file.

    Raises Refused with the name of what it found, and when it cannot be asked: nothing goes in unseen.
    """
    if not address:
        return
    try:
        answer = said_about(path, address)
    except (OSError, Silent):
        raise refusal("no_scanner", name) from None
    if answer.endswith(FOUND):
        raise refusal("infected", name, found=answer.removeprefix("stream: ").removesuffix(FOUND))
    if not answer.endswith(CLEAN):
        raise refusal("not_scanned", name)


def said_about(path: Path, address: str) -> str:
    """What the scanner says about a file: that it is OK, what was FOUND, or an ERROR such as that it is too large.

    Raises OSError when it is not reached, Silent when it says nothing.
    """
    with closing(_connected(address)) as asked, path.open("rb") as file:
        asked.sendall(b"zINSTREAM\0")
        try:
            while piece := file.read(PIECE):
                asked.sendall(struct.pack("!L", len(piece)) + piece)
            asked.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it had enough, and has said why
        return _answer(asked)


def is_reached(address: str) -> bool:
    """Whether the scanner answers."""
    try:
        with closing(_connected(address)) as asked:
            asked.sendall(b"zPING\0")
            return _answer(asked) == "PONG"
    except (OSError, Silent):
        return False


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        opened = socket.socket(socket.AF_UNIX)
        opened.settimeout(SECONDS)
        try:
            opened.connect(address)
        except OSError:
            opened.close()
            raise
        return opened
    host, _colon, port = address.rpartition(":")
    if not port.isdecimal():
        raise Silent(address)
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _answer(asked: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER and (piece := asked.recv(LONGEST_ANSWER)):
        said += piece
    if not said.endswith(b"\0"):
        raise Silent
    return said[:-1].decode(errors="replace")
