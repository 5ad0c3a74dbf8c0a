"""Whoever sends or reads slowly keeps no thread, and what a page gets is whole."""

import asyncio
import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from baro.config import arriving, door, supervising
from baro.config.environment import ROOT

SENDERS = 200
PATIENCE = 5  # seconds for the start page; one that waits for the slow senders takes half a minute


def scope(*headers, method="POST"):
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": "/letters/",
        "query_string": b"",
        "headers": list(headers),
        "client": ("127.0.0.1", 1),
    }


SIGNED_IN = (b"cookie", f"a=b; {settings.SESSION_COOKIE_NAME}=abc".encode())


def visited(pages, messages, *headers, grace=30.0, opened=None):
    """What the door sends to a visitor who sends these messages, a number being a silence of so many seconds."""
    sent = []
    opened = opened or door.Door(pages, threads=1)
    opened.room.grace = grace

    async def visit():
        coming = iter(messages)

        async def receive():
            message = next(coming, None)
            while isinstance(message, float):
                await asyncio.sleep(message)
                message = next(coming, None)
            return message or {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)

        await opened(scope(*headers), receive, send)

    asyncio.run(visit())
    return sent


def piece(body, *, more=True):
    return {"type": "http.request", "body": body, "more_body": more}


def echoing(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return BytesIO(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))


def never(environ, start_response):
    raise AssertionError("the page was asked for")


def body_of(sent):
    return b"".join(message.get("body", b"") for message in sent)


def test_a_request_in_pieces_reaches_the_page_whole():
    sent = visited(echoing, [piece(b"one "), 0.01, piece(b"two", more=False)], (b"content-length", b"7"))

    assert (sent[0]["status"], body_of(sent)) == (200, b"one two")


def test_a_request_that_does_not_say_its_length_has_it_counted():
    sent = visited(echoing, [piece(b"one "), piece(b"two", more=False)], (b"transfer-encoding", b"chunked"))

    assert body_of(sent) == b"one two"


def test_a_silent_sender_is_refused_with_a_sentence_and_no_page_is_asked():
    sent = visited(never, [piece(b"one"), 0.5, piece(b"two", more=False)], (b"content-length", b"6"), grace=0.05)

    assert (sent[0]["status"], body_of(sent)) == (408, arriving.SLOW)


@pytest.mark.parametrize("before", [b"", b"x" * 60_000], ids=["at once", "after much"])
def test_a_trickle_is_refused_although_it_is_never_silent_for_long(before):
    trickle = [piece(before), *[piece(b"a"), 0.02] * 100]
    sent = visited(never, trickle, (b"content-length", b"64000"), grace=0.1)

    assert (sent[0]["status"], body_of(sent)) == (408, arriving.SLOW)


def test_a_steady_sender_is_refused_after_the_longest_time(monkeypatch):
    monkeypatch.setattr(arriving, "MINUTE", 0.01)
    steady = [piece(b"x" * 1000), 0.05] * 50
    sent = visited(never, steady, (b"content-length", b"60000"), SIGNED_IN)

    assert sent[0]["status"] == 408


@pytest.mark.parametrize("says_its_length", [True, False])
def test_a_stranger_sends_a_form_and_no_file(says_its_length):
    length = (b"content-length", b"100000") if says_its_length else (b"transfer-encoding", b"chunked")
    sent = visited(never, [piece(b"x" * 100_000, more=False)], length)

    assert (sent[0]["status"], body_of(sent)) == (413, arriving.STRANGE)
    assert visited(echoing, [piece(b"x" * 100_000, more=False)], length, SIGNED_IN)[0]["status"] == 200


def test_what_is_on_its_way_in_has_room_for_so_much_together():
    opened = door.Door(never, threads=1)
    opened.room.parked = 1024 * arriving.MB - 10
    sent = visited(never, [piece(b"x" * 11, more=False)], (b"content-length", b"11"), opened=opened)

    assert (sent[0]["status"], body_of(sent)) == (503, arriving.FULL)
    assert opened.room.parked == 1024 * arriving.MB - 10


def test_room_is_free_again_when_a_request_came_or_broke_off():
    opened = door.Door(echoing, threads=1)
    visited(echoing, [piece(b"one", more=False)], (b"content-length", b"3"), opened=opened)
    visited(echoing, [piece(b"one")], (b"content-length", b"6"), opened=opened)

    assert opened.room.parked == 0


def test_whoever_leaves_before_the_end_asks_for_nothing():
    assert visited(never, [piece(b"one")], (b"content-length", b"6")) == []


def test_more_than_may_be_brought_is_not_kept_and_the_page_learns_how_much_it_was(monkeypatch):
    monkeypatch.setattr(arriving, "MB", 1)
    told = []

    def refusing(environ, start_response):
        told.append((environ["CONTENT_LENGTH"], environ["wsgi.input"].read()))
        start_response("413 Content Too Large", [])
        return BytesIO()

    visited(refusing, [piece(b"x" * 100, more=False)], (b"content-length", b"100"))

    assert told == [("100", b"")]


def test_a_head_that_no_browser_sends_is_answered_and_no_page_is_asked():
    many = [(b"x-name", b"value")] * 200

    sent = visited(never, [], *many)

    assert (sent[0]["status"], body_of(sent)) == (400, door.ODD)


def test_headers_and_cookies_arrive_as_django_writes_them():
    def page(environ, start_response):
        start_response("200 OK", [("Set-Cookie", " name=value; Path=/"), ("X-Name", "café")])
        return BytesIO(b"page")

    headers = visited(page, [])[0]["headers"]

    assert headers == [(b"set-cookie", b"name=value; Path=/"), (b"x-name", "café".encode("latin-1"))]


def test_a_file_is_sent_whole_and_closed():
    file = BytesIO(b"x" * 200_000)

    def paper(environ, start_response):
        start_response("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 4096)

    sent = visited(paper, [], (b"host", b"localhost"))

    assert len(body_of(sent)) == 200_000
    assert file.closed


def test_what_is_made_piece_by_piece_is_closed_and_its_reader_keeps_no_thread():
    done = threading.Event()

    class Lines:
        def __iter__(self):
            return iter([b"line\n"] * 30_000)

        def close(self):
            done.set()

    def lines(environ, start_response):
        start_response("200 OK", [])
        return Lines()

    async def visit():
        ready = asyncio.Event()

        async def send(message):
            await ready.wait()  # a reader who takes nothing at first
            sent.append(message)

        visiting = asyncio.create_task(door.Door(lines, threads=1)(scope(method="GET"), None, send))
        assert await asyncio.to_thread(done.wait, 5), "the thread waits for the reader"
        ready.set()
        await visiting

    sent = []
    asyncio.run(visit())

    assert len(body_of(sent)) == 150_000


def test_a_page_that_breaks_is_no_half_answer():
    def broken(environ, start_response):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        visited(broken, [])


@pytest.fixture
def port(tmp_path):
    """The port of a real server with the pages, two workers with one thread each."""
    number = supervising.free_port(8750)
    words = supervising.web_server(number, workers=2, threads=1)
    place = {"BARO_VAR": str(tmp_path), "PYTHONPATH": str(ROOT / "src"), "BARO_SECRET_KEY": "only for tests" * 3}
    gathered = "import django; django.setup(); from baro.config.gathering import gather; gather()"
    settings = os.environ | place | {"DJANGO_SETTINGS_MODULE": "baro.config.settings"}
    subprocess.run([sys.executable, "-c", gathered], env=settings, check=True)
    with subprocess.Popen(words, env=settings, start_new_session=True) as server:
        until = time.monotonic() + 60
        while time.monotonic() < until and not supervising._answers(number):
            time.sleep(0.1)
        yield number
        server.terminate()


def start_page(port):
    """How long a page takes, and its status."""
    began = time.monotonic()
    visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    visitor.request("GET", "/health/live")  # any page: it needs no database, and this server has none
    answer = visitor.getresponse()
    answer.read()
    visitor.close()
    return answer.status, time.monotonic() - began


@pytest.mark.slow  # a server is started, and its files are gathered
@pytest.mark.skipif(not Path(ROOT / "node_modules" / ".package-lock.json").exists(), reason="no front-end files")
def test_two_hundred_slow_senders_keep_nobody_from_the_start_page(port):
    assert start_page(port)[0] == 200
    head = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n"
    slow = [socket.create_connection(("127.0.0.1", port)) for _number in range(SENDERS)]
    try:
        for sender in slow:
            sender.sendall(head)
        for _second in range(3):
            for sender in slow:
                sender.sendall(b"a")
            status, seconds = start_page(port)
            assert status == 200
            assert seconds < PATIENCE
            time.sleep(1)
    finally:
        for sender in slow:
            sender.close()
