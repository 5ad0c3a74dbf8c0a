"""What happens around every page: who acts, what strangers may see, how a refusal is answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Actor
from baro.org.confirming import SignedIn
from baro.org.models import Tenure
from baro.org.queries import actor_in, tenures_of
from baro.ui.frame.links import ways_on
from baro.ui.frame.uploads import TooLarge, drain, received, refuse_too_large
from baro.ui.frame.without_post import needs_a_post, without_post
from baro.ui.http import ACTING_AS, SeenInAnotherPost, sign_in_address, wants_fragment

Answer = Callable[[Any], HttpResponseBase]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",  # the stylesheet draws its ticks and arrows as data: pictures
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

# What a browser says it asks for when somebody will look at the answer as a page.
PAGES = {"document", "iframe"}


def content_policy(get_response: Answer) -> Answer:
    """Nothing but our own files may run, load or frame; signed-in pages are not kept by anybody on the way."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        acting: Actor | None = getattr(request, "actor", None)
        if acting and acting.account_id is not None:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


class _Actor:
    """Says who acts; a page is closed to strangers unless it is marked with ``login_not_required``."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.actor, request.tenures = Actor.nobody(), []
        request.request_id = getattr(request, "request_id", None) or uuid.uuid4()
        # First, because a body may take minutes to come: who acts is known only when nothing is to come any more.
        acting_as = received(request).get(ACTING_AS)
        account = request.user
        if account.is_authenticated:
            if account.language:
                translation.activate(account.language)
                request.LANGUAGE_CODE = translation.get_language()
            request.tenures = tenures_of(account, timezone.localdate())
            if left := _put_first(request.tenures, acting_as):
                return refused_page(request, left)
            if request.tenures:
                request.actor = actor_in(
                    request.tenures[0],
                    account_id=account.pk,
                    request_id=request.request_id,
                    proof=SignedIn(account.pk, request.session.session_key),
                    among=request.tenures,
                )
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """Ask strangers to sign in, and tell those without a post why nothing is here for them."""
        if not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return self._to_sign_in(request)
        if not request.tenures and needs_a_post(view):
            return refused_page(request, without_post(request.user))
        return None

    @staticmethod
    def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
        """The sign-in page, which leads back here; a fragment makes the whole page go there, a picture nothing.

        A picture of a page left open must not draw the sign-in page: the new key of its form would replace the key of
        the sign-in page that the visitor sees, who would then be refused.
        """
        if wants_fragment(request):
            return HttpResponse(status=401, headers={"HX-Redirect": sign_in_address(request)})
        if request.headers.get("Sec-Fetch-Dest", "document") not in PAGES:
            return HttpResponse(status=401)
        return HttpResponseRedirect(sign_in_address(request))


def _put_first(tenures: list[Tenure], post: str | None) -> Refused | None:
    """Let the post in which a page was shown be the one in which its form is sent, whatever other windows do since."""
    if not tenures or not post:
        return None
    tenures.sort(key=lambda tenure: str(tenure.post_id) != post)
    if str(tenures[0].post_id) == post:
        return None
    return NotPermitted(_("You do not hold the post any more in which you opened this page; open it again."))


def actor(get_response: Answer) -> _Actor:
    """Middleware: ``request.actor`` from the account of the session, in two queries."""
    return _Actor(get_response)


class OnlySent(Refused):
    """An address that takes what a form sends and has no page of its own (HTTP 405)."""

    status = 405


def _only_sent_page(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """The page for who opens such an address; machines read in its head what it takes."""
    sentence = _("Nothing is shown at this address: open the page and press its button there.")
    page = refused_page(request, OnlySent(sentence))
    page.headers["Allow"] = response.headers.get("Allow", "")
    return page


class _Refusals:
    """Answers a refusal with its sentence and status, as a page or as a fragment."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        try:
            refuse_too_large(request)
        except TooLarge as refusal:
            if request.user.is_authenticated:
                drain(request)
            return refused_page(request, refusal)
        response = self.get_response(request)
        return _only_sent_page(request, response) if response.status_code == OnlySent.status else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal raised in a view; other exceptions are bugs and go their way."""
        return refused_page(request, exception) if isinstance(exception, Refused) else None


def refusals(get_response: Answer) -> _Refusals:
    """Middleware: a refusal raised anywhere below becomes a page or a fragment."""
    return _Refusals(get_response)


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal for people: its sentence on a page, or in the line for messages when htmx asked."""
    fragment = wants_fragment(request)
    context: dict[str, Any] = {"sentence": str(refusal), "fields": refusal.fields, "status": refusal.status}
    context["other_post"] = refusal.post_id if isinstance(refusal, SeenInAnotherPost) else None
    context["ways"] = ways_on(request, refusal)
    template = "ui/refused.html#said" if fragment else "ui/refused.html"
    response = render(request, template, context, status=refusal.status)
    if fragment:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#said", "innerHTML"
    return response
