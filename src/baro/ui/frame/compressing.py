"""Pages leave compressed, because most lines are slow; files are what they are.

Whoever can watch a line and make a browser ask could learn a secret of a page from its compressed length (BREACH).
What is secret in a page is masked anew each time it is drawn (Django's key of forms) or made for it alone (the key by
which a form counts once), and Django adds a few random bytes to every compressed answer.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PAGES = ("text/html", "text/plain", "application/json")


class CompressedPages(GZipMiddleware):
    """Middleware: pages, and pieces of them, are compressed for browsers that understand it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed when it is a page."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        return super().process_response(request, response) if kind in PAGES and not response.streaming else response
