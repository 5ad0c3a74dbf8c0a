"""Handing out what strangers made: without any right of its own, and kept by nobody in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest

SHOWN = {"application/pdf", "image/png", "image/jpeg"}


def handed_out(request: HttpRequest, opened: Callable[[], BinaryIO], *, name: str, media_type: str) -> FileResponse:
    """A file: opened in the browser when it can do that safely, otherwise (or with ``?save``) saved.

    Raises Http404 when the file is gone.
    """
    save = "save" in request.GET or media_type not in SHOWN
    try:
        response = FileResponse(opened(), as_attachment=save, filename=name, content_type=media_type)
    except FileNotFoundError as gone:
        raise Http404(name) from gone
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
