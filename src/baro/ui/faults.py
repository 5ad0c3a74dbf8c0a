"""What is said when the database, the request or Baro itself is at fault: a page of its own, and never a bare line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import psycopg
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails

from baro.kernel.errors import Refused
from baro.ui.http import sign_in_address, wants_fragment

MOMENT = 5  # seconds after which it is worth while to try again


class Busy(Refused):
    """Somebody else, or too much, is in the way for a moment (HTTP 503)."""

    status = 503


class Away(Busy):
    """The database does not answer at all."""


def busy_with(error: BaseException) -> Busy | None:
    """The sentence for what the database cannot do just now; None for what is a fault of ours."""
    for cause in _causes(error):
        if isinstance(cause, psycopg.Error):
            return _said_by_state(cause.sqlstate or "") if cause.sqlstate else _said_by_silence(cause)
    return None


def _said_by_state(state: str) -> Busy | None:
    if state in {"55P03", "40P01", "40001"}:  # lock not available, deadlock, could not serialize
        return Busy(_("Somebody else is changing this at the same moment. Nothing was changed; try again in a moment."))
    if state == "57014":  # query cancelled
        return Busy(_("This took too long and was broken off. Ask for less at once, or try again later."))
    if state.startswith("53"):  # no disk, no memory, no more connections
        return Busy(_("The database has no room left, and nothing was changed. Tell whoever runs Baro."))
    if state.startswith(("08", "57P", "25P03")):  # the connection, the server's end, an idle transaction
        return _away()
    return None


def _said_by_silence(error: psycopg.Error) -> Busy | None:
    """A database that is gone says nothing, not even a state."""
    return _away() if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) else None


def _away() -> Away:
    return Away(_("The database does not answer just now, and nothing was changed. Try again in a minute."))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


# What Django asks for an answer; none of it asks the database.


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to an exception that nobody caught: a page to try again from, or an apology."""
    error = sys.exc_info()[1]
    busy = busy_with(error) if error else None
    if busy is None:
        return _told(request, "500.html", _("Something went wrong on our side"), status=500)
    answer = _told(request, "503.html", str(busy), status=busy.status, more=_once_more(request))
    answer.headers["Retry-After"] = str(MOMENT)
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to a request that no browser of ours sends, or that brings too much."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _told(request, "413.html", _("You sent more than can be taken in at once."), status=413)
    return _told(request, "400.html", _("This cannot be understood. Go back, and open the page again."), status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose key is not that of this sign-in: it is not carried out, and can be sent once more.

    The page that sent it gets the new key, and says whose it is, so that nobody sends what somebody else typed.
    """
    if not wants_fragment(request):
        return csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return HttpResponse(status=401, headers={"HX-Redirect": sign_in_address(request)})
    sentence = _("The form was not sent, because you signed in again after you opened it. Send it once more.")
    fresh = {"key": get_token(request), "person": request.user.pk}
    return trigger_client_event(_told(request, "403_csrf.html", sentence, status=403), "stale-form", fresh)


def _told(
    request: HttpRequest, template: str, sentence: str, *, status: int, more: dict[str, Any] | None = None
) -> HttpResponse:
    if not hasattr(request, "htmx"):  # it failed before anybody asked
        request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    if wants_fragment(request):
        said = render_to_string("ui/said.html", {"sentence": sentence})
        return HttpResponse(said, status=status, headers={"HX-Retarget": "#said", "HX-Reswap": "innerHTML"})
    return HttpResponse(render_to_string(template, {"sentence": sentence, **(more or {})}), status=status)


def _once_more(request: HttpRequest) -> dict[str, Any]:
    """What it takes to send the request once more: where it goes, and what was typed, unless files came with it."""
    again: dict[str, Any] = {"address": request.get_full_path(), "carried": [], "files": False, "sent": False}
    if request.method != "POST":
        return again
    if request.FILES:
        return again | {"sent": True, "files": True}
    typed = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    carried = [(name, value) for name, value in typed if name != "csrfmiddlewaretoken"]
    return again | {"sent": True, "carried": carried, "csrf_token": get_token(request)}
