"""A request that is too large is refused with a sentence before anything of it is kept."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused

DEFAULT_LIMIT_MB = 50
MB = 1024 * 1024
DRAINED_SECONDS = 20.0


class TooLarge(Refused):
    """More than one request may bring (HTTP 413)."""

    status = 413


def limit_mb() -> int:
    """The limit of one request, in megabytes."""
    return int(getattr(settings, "UPLOAD_LIMIT_MB", DEFAULT_LIMIT_MB))


def announced_length(request: HttpRequest) -> int:
    """How many bytes the body has; the web server passes on no more than were announced."""
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(announced) if announced.isdecimal() else 0


def received(request: HttpRequest) -> QueryDict:
    """What a form sends, read to its end; nothing of what is too large: that is refused later, unread."""
    return request.POST if announced_length(request) <= limit_mb() * MB else QueryDict()


def refuse_too_large(request: HttpRequest) -> None:
    """Compare the announced length with the limit, before the body is read.

    Raises TooLarge.
    """
    length = announced_length(request)
    if length > limit_mb() * MB:
        raise TooLarge(
            _("You sent %(size)s MB; at most %(limit)s MB can be sent at once. Send fewer or smaller files.")
            % {"size": -(-length // MB), "limit": limit_mb()}
        )


def drain(request: HttpRequest) -> None:
    """Read and drop what the browser still sends, for a while: browsers show no answer before they have sent all."""
    until = time.monotonic() + DRAINED_SECONDS
    try:
        while time.monotonic() < until and request.read(MB):
            pass
    except OSError:
        return  # the browser went away


class LimitedUpload(FileUploadHandler):
    """Counts what really arrives: the second line behind `refuse_too_large`."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The chunk itself, for the next handler.

        Raises RequestDataTooBig beyond the limit.
        """
        self.received += len(raw_data)
        if self.received > limit_mb() * MB:
            raise RequestDataTooBig(f"more than {limit_mb()} MB were sent")
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Nothing: the next handler keeps the file."""
        return None
