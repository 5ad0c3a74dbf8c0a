"""The door for the web server: whoever sends or reads slowly waits here, and no thread waits with them.

A thread gets a request only when all of it has arrived, and gives its answer away without waiting for the reader. So a
few threads serve everybody, however slow some lines are, and nobody acts before their request is whole (ADR 31).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from asgiref.wsgi import WsgiToAsgiInstance

from baro.config import environment
from baro.config.arriving import Left, Room, TurnedAway

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Pages = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

IN_MEMORY = 64 * 1024  # bytes of a request; the rest waits in a file
PIECE = 64 * 1024  # bytes of an answer that are sent at once
TEXT = [("content-type", "text/plain; charset=utf-8")]
ODD = b"This request cannot be understood. Open the page again, and send it from there.\n"


class Door:
    """The pages, made by so many threads (``BARO_THREADS``), for a server that speaks ASGI."""

    def __init__(self, pages: Pages, *, threads: int = 0) -> None:
        self.pages, self.room = pages, Room()
        self.threads = ThreadPoolExecutor(threads or int(environment.text("THREADS", "4")), "pages")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Wait for the whole request, let a thread answer it, and send the answer at the pace of its reader."""
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                length = await self.room.take_in(scope, receive, body)
            except Left:
                return
            except TurnedAway as why:
                await _refuse(send, why)
                return
            visit = _Visit(self.pages, scope, body, length)
            working = asyncio.get_running_loop().run_in_executor(self.threads, visit.work)
            try:
                await visit.deliver(send)
            finally:
                await working
                await asyncio.get_running_loop().run_in_executor(self.threads, visit.clear_away)


async def _refuse(send: Send, why: TurnedAway) -> None:
    headers = [(name.encode(), value.encode()) for name, value in (*TEXT, ("connection", "close"))]
    await send({"type": "http.response.start", "status": why.status, "headers": headers})
    await send({"type": "http.response.body", "body": why.sentence})


class _File:
    """A file as an answer, which is read by the piece while it is sent (``wsgi.file_wrapper``)."""

    def __init__(self, file: IO[bytes], _size: int = PIECE) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(PIECE), b"")


class _Visit(WsgiToAsgiInstance):
    """A request and its answer, which a thread puts into the outbox and the loop sends."""

    def __init__(self, pages: Pages, scope: Message, body: IO[bytes], length: int) -> None:
        super().__init__(pages)
        self.scope, self.body, self.length = scope, body, length
        self.loop = asyncio.get_running_loop()
        self.outbox: asyncio.Queue[Message | Iterable[bytes] | None] = asyncio.Queue()
        self.files: list[_File] = []

    def work(self) -> None:
        """Make the answer; in a thread."""
        try:
            answer = self._answer()
            if isinstance(answer, _File):
                self.files.append(answer)
                self._put(self.response_start, answer)
            else:
                with closing(answer):  # by which Django learns that the request is over
                    self._put(self.response_start)
                    for piece in _gathered(answer):
                        self._put(piece)
        finally:
            self._put(None)

    def _answer(self) -> Any:
        try:
            environ = self.build_environ(self.scope, self.body)
        except ValueError:  # signs or many headers of a name, as no browser sends them
            self.start_response("400 Bad Request", TEXT)
            return BytesIO(ODD)
        if self.length:
            environ["CONTENT_LENGTH"] = str(self.length)
        return self.wsgi_application(environ | {"wsgi.file_wrapper": _File}, self.start_response)

    def start_response(self, status: str, headers: list[tuple[str, str]], _exception: Any = None) -> None:
        """Begin the answer; Django writes its headers in Latin-1, and its cookies with a space in front."""
        encoded = [(name.lower().encode(), value.strip().encode("latin-1")) for name, value in headers]
        self.response_start = {"type": "http.response.start", "status": int(status[:3]), "headers": encoded}

    def _put(self, *messages: Message | Iterable[bytes] | None) -> None:
        for message in messages:
            self.loop.call_soon_threadsafe(self.outbox.put_nowait, message)

    async def deliver(self, send: Send) -> None:
        """Send what comes into the outbox, until its end."""
        while (message := await self.outbox.get()) is not None:
            if isinstance(message, dict):
                self.response_started = True
                await send(message)
                continue
            for piece in message:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        if self.response_started:
            await send({"type": "http.response.body"})

    def clear_away(self) -> None:
        """Close what was sent."""
        for one in self.files:
            one.file.close()


def _gathered(answer: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The pieces of an answer, many small ones as one."""
    gathered: list[bytes] = []
    size = 0
    for piece in answer:
        gathered.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield [b"".join(gathered)]
            gathered, size = [], 0
    if gathered:
        yield [b"".join(gathered)]
