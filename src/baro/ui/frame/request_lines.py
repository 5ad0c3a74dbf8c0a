"""A number for every request, in its answer and in every line that is logged meanwhile; and a line when it is done."""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http.response import HttpResponseBase

LOG = logging.getLogger("baro.request")
HEADER = "X-Request-ID"
_number: ContextVar[str] = ContextVar("number of the request", default="")


def request_lines(get_response: Callable[[Any], HttpResponseBase]) -> Callable[[Any], HttpResponseBase]:
    """Middleware, the outermost: what is logged of a request bears its number, which the answer bears too.

    The line at its end names the path and never what was asked for behind it: words that people look for stay theirs.
    """

    def answer(request: Any) -> HttpResponseBase:
        request.request_id, begun = uuid.uuid4(), time.monotonic()
        token = _number.set(str(request.request_id))
        try:
            response = get_response(request)
            facts = {
                "method": request.method,
                "path": _without_secret(request, request.path),
                "status": response.status_code,
            }
            LOG.info("request", extra={"facts": facts | {"ms": round((time.monotonic() - begun) * 1000)}})
            response.headers[HEADER] = str(request.request_id)
            return response
        finally:
            _number.reset(token)

    return answer


def _without_secret(request: Any, text: str) -> str:
    """A text without the secret that stands in the address of the request: it opens an account or a calendar."""
    match = getattr(request, "resolver_match", None)
    secret = match.kwargs.get("secret") if match else None
    return text.replace(secret, "…") if secret else text


class NumberOfRequest(logging.Filter):
    """Gives each line the number of the request in which it is written, and takes a secret out of its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass."""
        record.request_number = _number.get()
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            record.args = tuple(_without_secret(request, one) if isinstance(one, str) else one for one in record.args)
        return True


class JsonLines(logging.Formatter):
    """Each line as one object of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """When, how bad, from where, in which request, and what."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_number", ""),
            "message": record.getMessage(),
        }
        told |= getattr(record, "facts", {})
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)
