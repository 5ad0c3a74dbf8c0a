"""How long a session lasts, what it leaves in the browser, and what its owner was denied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http.response import HttpResponseBase
from django.utils import timezone

from baro.kernel import rulebook
from baro.org.accounts.actions import signing_in
from baro.org.accounts.visits import note
from baro.org.models import EndOfSignIn
from baro.org.rulebook import SigningIn
from baro.ui.frame.signing_in import SEEN, SINCE
from baro.ui.frame.uploads import received
from baro.ui.frame.visitors import visit_of

Answer = Callable[[Any], HttpResponseBase]
ROUGHLY = timedelta(minutes=5)  # so exactly is known when a session was last used: not every page writes
DENIALS = {403, 404}


def session_limits(get_response: Answer) -> Answer:
    """Middleware: a session that lasted too long is none, and who signs out leaves nothing of ours in the browser."""

    def answer(request: Any) -> HttpResponseBase:
        received(request)  # first, as for whoever acts: a body may take minutes to come
        was_signed_in = request.user.is_authenticated
        if was_signed_in:
            _keep_within_limits(request)
        in_time = request.user.is_authenticated  # what was typed waits for who only has to sign in again
        response = get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache", "storage"' if in_time else '"cache"'
        elif was_signed_in and response.status_code in DENIALS:
            _note_denial(request, response.status_code)
        return response

    return answer


def outlived(session: SessionBase, now: datetime) -> EndOfSignIn | None:
    """Why a session is over, if it is; one that does not say when it began is."""
    rule = rulebook.today(SigningIn)
    since, seen = (datetime.fromtimestamp(session.get(mark, 0), tz=UTC) for mark in (SINCE, SEEN))
    if now - since >= rule.longest:
        return EndOfSignIn.LONGEST
    return EndOfSignIn.IDLE if now - seen >= rule.idle else None


def _keep_within_limits(request: Any) -> None:
    now, session = timezone.now(), request.session
    if why := outlived(session, now):
        signing_in.end_outlived_one(session.session_key, why, visit_of(request))
        session.flush()
        request.user = AnonymousUser()
    elif now - datetime.fromtimestamp(session[SEEN], tz=UTC) >= ROUGHLY:
        session[SEEN] = now.timestamp()
        signing_in.use(session.session_key, now)


def _note_denial(request: Any, status: int) -> None:
    """Tell whoever watches that somebody asked for a record that is not theirs, or that there is not."""
    match = request.resolver_match
    keys = {name: key for name, key in match.kwargs.items() if isinstance(key, int)} if match else {}
    if keys:
        told = {"account": request.user.username, "post": request.actor.post_id, "status": status}
        note("denied", visit_of(request), **told, method=request.method, page=match.view_name, keys=keys)
