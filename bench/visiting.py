"""Reading pages over kept connections, one after another or several at a time.

A plain socket and not `http.client`: parsing the answer's head would cost the same for a quick page as for a slow one,
and so flatter the slow one. And not `wrk`: few machines have it.
"""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

from baro.config.supervising import LOOPBACK

PAGES_OF_A_VISIT = 10  # then the visitor comes anew, perhaps to another process of the server


@dataclass(frozen=True, slots=True)
class Address:
    """A page of a server, as one reader."""

    port: int
    path: str
    cookie: str = ""

    @property
    def request(self) -> bytes:
        """What a browser would send."""
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head = f"GET {self.path} HTTP/1.1\r\nHost: {LOOPBACK}:{self.port}\r\nAccept: text/html\r\n{cookie}\r\n"
        return head.encode()


def one_at_a_time(address: Address, count: int) -> float:
    """The median time of a page, in seconds."""
    return median(_visit(address, count))


def several_at_a_time(address: Address, count: int, *, visitors: int = 4) -> float:
    """The time that the server needs for a page while several ask it, in seconds."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(visitors) as pool:
        list(pool.map(lambda _visitor: _visit(address, count // visitors), range(visitors)))
    return (time.perf_counter() - begun) / (count // visitors * visitors)


def _visit(address: Address, count: int) -> list[float]:
    """Read a page so many times; returns how long each took."""
    request, times = address.request, []
    for first in range(0, count, PAGES_OF_A_VISIT):
        with _connected(address.port) as connection:
            for _page in range(first, min(count, first + PAGES_OF_A_VISIT)):
                begun = time.perf_counter()
                answer = _asked(connection, request)
                times.append(time.perf_counter() - begun)
                if not answer.startswith(b"HTTP/1.1 200 "):
                    raise RuntimeError(f"{address.path} answers {answer[:60]!r}")
    return times


def _connected(port: int) -> socket.socket:
    connection = socket.create_connection((LOOPBACK, port), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _asked(connection: socket.socket, request: bytes) -> bytes:
    """Send the request and read the answer to its end."""
    connection.sendall(request)
    answer = bytearray()
    whole = 0
    while not whole or len(answer) < whole:
        if not (part := connection.recv(1 << 18)):
            raise RuntimeError("the server closed the connection in the middle of an answer")
        answer += part
        if not whole and (end := answer.find(b"\r\n\r\n")) >= 0:
            whole = end + 4 + _length(bytes(answer[:end]))
    return bytes(answer)


def _length(head: bytes) -> int:
    """How many bytes follow the head. Raises RuntimeError when it does not say."""
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise RuntimeError("the answer does not say how long it is")
