"""How a request arrives: whole or not at all, not for ever, and no more of all together than there is room for."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import IO, Any

from django.conf import settings

from baro.kernel import rulebook
from baro.ui.frame.uploads import DRAINED_SECONDS, MB, limit_mb
from baro.ui.rulebook import WebLimits

KB, MINUTE = 1024, 60.0
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Left(Exception):  # noqa: N818 - no fault of ours
    """Whoever sent the request went away before its end."""


class TurnedAway(Exception):  # noqa: N818 - an answer
    """Nothing is kept of the request: ``status`` and a sentence say why."""

    def __init__(self, status: int, sentence: bytes) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


SLOW = b"Your request came too slowly, and nothing was kept of it. Look at your connection and send it again.\n"
STRANGE = b"You are not signed in, so not so much can be sent. Sign in, and send it again.\n"
FULL = b"Too much is being sent at this moment, and nothing was kept of your request. Send it again in a few minutes.\n"


@dataclass(slots=True)
class Room:
    """Where requests wait until they are whole; ``parked`` bytes wait now, in this process."""

    grace: float = 30.0  # seconds over which the pace is measured, and the longest silence
    parked: int = 0

    async def take_in(self, scope: dict[str, Any], receive: Receive, body: IO[bytes]) -> int:
        """Take the body in; returns how long it is, which is more than was kept when it is larger than any may be.

        Raises Left when its sender goes away, and TurnedAway when it comes more slowly than from any line, lasts too
        long, is more than somebody sends who is not signed in, or more than there is room for.
        """
        headers = dict(scope["headers"])
        announced = _number(headers.get(b"content-length", b"0"))
        if not announced and b"transfer-encoding" not in headers:
            return 0
        arrival = _Arrival(self, body, is_signed_in=_has_session(headers.get(b"cookie", b"")))
        arrival.keeps = arrival.keeps and announced <= arrival.most
        try:
            await arrival.all(receive)
        finally:
            self.parked -= arrival.parked
        if arrival.is_strange(announced):
            raise TurnedAway(413, STRANGE)
        body.seek(0)
        return max(arrival.length, announced)


@dataclass(slots=True)
class _Arrival:
    """One request on its way in."""

    room: Room
    body: IO[bytes]
    is_signed_in: bool
    length: int = 0
    parked: int = 0
    keeps: bool = True
    began: float = field(default_factory=time.monotonic)
    lately: deque[tuple[float, int]] = field(default_factory=deque)
    limits: WebLimits = field(default_factory=lambda: rulebook.in_force(WebLimits).body)

    @property
    def most(self) -> int:
        """How many bytes are kept of it."""
        return limit_mb() * MB if self.is_signed_in else min(limit_mb() * MB, self.limits.strangers_kib * KB)

    def is_strange(self, announced: int) -> bool:
        """Whether it is more than somebody sends who is not signed in, but not more than anybody may."""
        return not self.is_signed_in and self.most < max(self.length, announced) <= limit_mb() * MB

    async def all(self, receive: Receive) -> None:
        """Wait for its end."""
        more = True
        while more:
            try:
                async with asyncio.timeout(self._patience()):
                    message = await receive()
            except TimeoutError:
                if self.keeps:
                    raise TurnedAway(408, SLOW) from None
                return  # browsers show no refusal before they have sent all; this one had its time
            if message["type"] != "http.request":
                raise Left
            self._keep(message.get("body", b""))
            more = message.get("more_body", False)
            if more and self.keeps and self._is_a_trickle():
                raise TurnedAway(408, SLOW)

    def _patience(self) -> float:
        longest = self.limits.longest_request_minutes * MINUTE if self.keeps else DRAINED_SECONDS
        return min(self.room.grace, self.began + longest - time.monotonic())

    def _keep(self, piece: bytes) -> None:
        self.length += len(piece)
        self.lately.append((time.monotonic(), len(piece)))
        self.keeps = self.keeps and self.length <= self.most
        if not self.keeps:
            return
        if self.room.parked + len(piece) > self.limits.parked_mib * MB:
            raise TurnedAway(503, FULL)
        self.body.write(piece)
        self.parked += len(piece)
        self.room.parked += len(piece)

    def _is_a_trickle(self) -> bool:
        now = time.monotonic()
        while self.lately and self.lately[0][0] < now - self.room.grace:
            self.lately.popleft()
        slow = sum(size for _at, size in self.lately) < self.limits.slowest_bytes_per_second * self.room.grace
        return slow and now > self.began + self.room.grace


def _number(text: bytes) -> int:
    return int(text) if text.isdigit() else 0


def _has_session(cookies: bytes) -> bool:
    """Whether the request comes with a session; which one is asked by the pages."""
    with suppress(CookieError):
        return settings.SESSION_COOKIE_NAME in SimpleCookie(cookies.decode("latin-1"))
    return False
