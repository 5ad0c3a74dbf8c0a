"""Reading unread messages of a mailbox (IMAP, RFC 3501): each is marked as read once it was kept, and none before."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from baro.intake.actions.arriving import Came
from baro.intake.messages import came_of, too_large
from baro.intake.rulebook import Receiving
from baro.intake.sources import Mailbox

SECONDS = 60
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


def each_unread(box: Mailbox, rule: Receiving, keep: Callable[[Came], object]) -> int:
    """Hand the unread messages to ``keep``, so many as one look takes; how many were read.

    Raises OSError or imaplib.IMAP4.error when the mailbox cannot be reached or read.
    """
    with _opened(box) as server:
        _status, found = server.uid("SEARCH", "UNSEEN")
        unread = (found[0] or b"").split()[: rule.most_at_a_look]
        for uid in map(bytes.decode, unread):
            keep(_message(server, uid, rule))
            server.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    return len(unread)


@contextmanager
def _opened(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    """The folder of the mailbox."""
    server: imaplib.IMAP4
    if box.tls:
        server = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=ssl.create_default_context(), timeout=SECONDS)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=SECONDS)
    try:
        server.login(box.user, box.password_file.read_text(encoding="utf-8").strip())
        status, said = server.select(f'"{box.folder}"')
        if status != "OK":
            raise imaplib.IMAP4.error(f"{box.folder}: {said!r}")
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _message(server: imaplib.IMAP4, uid: str, rule: Receiving) -> Came:
    """A message; of one that is too large only who sent it, and that it is."""
    _status, said = server.uid("FETCH", uid, "(RFC822.SIZE)")
    told = SIZE.search(b" ".join(part for part in said if isinstance(part, bytes)))
    size = int(told[1]) if told else 0
    if size > rule.most_bytes:
        return too_large(_fetched(server, uid, "(BODY.PEEK[HEADER])"), size, rule)
    return came_of(_fetched(server, uid, "(BODY.PEEK[])"), rule)


def _fetched(server: imaplib.IMAP4, uid: str, what: str) -> bytes:
    _status, said = server.uid("FETCH", uid, what)
    return next((part[1] for part in said if isinstance(part, tuple)), b"")
