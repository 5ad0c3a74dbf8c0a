"""What an e-mail says and carries; strangers wrote it, so nothing in it is believed."""

from __future__ import annotations

import hashlib
import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from typing import cast

from django.utils.translation import gettext as _

from baro.intake.actions.arriving import Came
from baro.intake.models import Channel
from baro.intake.rulebook import MIB, Receiving
from baro.kernel import rulebook
from baro.ui.rulebook import Uploads

# What the standard library raises for headers and encodings that no standard knows.
BROKEN = (MessageError, AttributeError, IndexError, LookupError, TypeError, ValueError)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")  # with what turns the direction of words


def came_of(raw: bytes, rule: Receiving) -> Came:
    """What came as a message: its sender, subject, plain text and files."""
    message = _parsed(raw)
    files = _files(message)
    most = rulebook.today(Uploads).most_files_at_once
    left_out = [
        _("“%(file)s” was left out: a message brings at most %(most)s files.") % {"file": name, "most": most}
        for name, _content in files[most:]
    ]
    return Came(
        Channel.MAIL,
        _key(message, raw),
        sender=_header(message, "From"),
        subject=_header(message, "Subject"),
        words=_words(message)[: rule.most_letters],
        files=files[:most],
        left_out=left_out,
    )


def too_large(head: bytes, size: int, rule: Receiving) -> Came:
    """What came as a message that is larger than the rule allows; its files stay in the mailbox."""
    message = _parsed(head)
    sentence = _("The message is %(size)s MB large, and at most %(most)s MB are taken in. Open it in the mailbox.")
    told = sentence % {"size": -(-size // MIB), "most": rule.most_message_mib}
    sender, subject = _header(message, "From"), _header(message, "Subject")
    return Came(Channel.MAIL, _key(message, head), sender=sender, subject=subject, left_out=[told])


def _parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def _key(message: EmailMessage, raw: bytes) -> str:
    """What tells it from other messages: its own name, else all that it says."""
    named = _header(message, "Message-ID")
    return hashlib.sha256(named.encode() if named else raw).hexdigest()


def _header(message: EmailMessage, name: str) -> str:
    """A line of its head; empty where it cannot be read."""
    try:
        return _clean(str(message.get(name, "")))
    except BROKEN:
        return ""


def _clean(words: str) -> str:
    return CONTROL.sub("", words.encode("utf-8", "replace").decode()).strip()


def _words(message: EmailMessage) -> str:
    """Its plain text; empty where it has none."""
    try:
        body = message.get_body(("plain",))
        content = body.get_payload(decode=True) if body is not None else b""
        charset = (body.get_content_charset() if body is not None else None) or "utf-8"
        return _clean(cast(bytes, content or b"").decode(charset, "replace"))
    except BROKEN:
        return ""


def _files(message: EmailMessage) -> list[tuple[str, bytes]]:
    """The files that it carries, by their names."""
    found = []
    for part in message.walk():
        try:
            name = part.get_filename() or (
                "" if part.get_content_disposition() != "attachment" else part.get_content_type()
            )
            content = part.get_payload(decode=True)
        except BROKEN:
            continue
        if name and isinstance(content, bytes) and not part.is_multipart():
            found.append((_clean(name)[:200] or "?", content))
    return found
