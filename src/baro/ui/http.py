"""What a request of this house carries, and how it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.trail.models import Event, spoken

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from baro.org.models import Tenure


ACTING_AS = "acting_as"  # the field of a form that says in which post its page was shown
LONGEST_KEY = 18  # digits that surely fit into a bigint


class Request(HttpRequest):
    """A request after the middleware: it says who acts, in which of their posts."""

    actor: Actor
    htmx: HtmxDetails
    tenures: list[Tenure]


class SeenInAnotherPost(Refused):
    """What the reader sees in another of their own posts, but not in the one they act in (HTTP 404)."""

    status = 404

    def __init__(self, tenure: Tenure) -> None:
        sentence = _("You can see this page as %(post)s, %(unit)s, but not in the post that you act in now.")
        super().__init__(sentence % {"post": tenure.post.name, "unit": tenure.post.unit.name})
        self.post_id = tenure.post_id


class Begun(str):
    """The address where work is followed that is begun; nothing is done yet."""


class Onward(str):
    """The address where the reader goes on after a deed; the page there says what was done to the record ``about``."""

    about: Any

    def __new__(cls, address: str, *, about: Any) -> Self:
        """An address with the record that the deed was done to."""
        onward = super().__new__(cls, address)
        onward.about = about
        return onward


class Again(str):
    """The address where that stands what a form did when it was sent before; nothing is done now."""


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of the page; a boosted link or a page restored from history wants the whole."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request  # type: ignore[union-attr]


def go_to(request: HttpRequest, goal: Any, *, done: Verb | None = None) -> HttpResponse:
    """Lead the reader to a record (its page), a URL name or an address; the page there says what was done."""
    if isinstance(goal, Again):
        messages.info(request, _("You had sent this already; this is what came of it, and nothing was done twice."))
    elif done and not isinstance(goal, Begun):
        messages.success(request, _what_was_done(done, getattr(goal, "about", goal)))
    address = address_of(goal)
    return HttpResponseClientRedirect(address) if wants_fragment(request) else HttpResponseRedirect(address)


def _what_was_done(verb: Verb, record: Any) -> str:
    """What the verb says when it is done, with the facts of the event that it left about the record."""
    if not verb.done or not isinstance(record, Model):
        return _("Done: %(verb)s") % {"verb": verb.label}
    event = Event.objects.about(record).done(verb.code).first()
    facts = dict.fromkeys(verb.facts, "—") | ((event and event.facts) or {})
    return str(verb.done) % {name: spoken(fact) for name, fact in facts.items()}


def address_of(goal: Any) -> str:
    """The address of a record (its page), of a URL name, or the address itself."""
    return resolve_url(goal[0] if isinstance(goal, tuple) else goal)


def sign_in_address(request: HttpRequest) -> str:
    """The address of the sign-in page, which leads back to the page at hand."""
    page = request.htmx.current_url_abs_path if wants_fragment(request) else None  # type: ignore[attr-defined]
    return redirect_to_login(page or request.get_full_path()).url


def way_back(request: HttpRequest, *, otherwise: str = "/") -> str:
    """The address in ``next`` when it is one of ours."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if is_ours(request, address) else otherwise


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to a page of this installation."""
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def number_in(text: str | None) -> int | None:
    """The whole number that stands in an address or a form, if one stands there that a primary key can be."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else None
