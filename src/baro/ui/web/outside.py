"""What reaches the reader outside the pages: the choice of the digest, the calendar's address, the calendar itself."""

from __future__ import annotations

import hashlib
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.dates import WEEKDAYS
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from baro.org.accounts.actions import slowing
from baro.org.actors import Actor
from baro.org.models import Account
from baro.ui import verbs as v
from baro.ui.actions import subscribing
from baro.ui.forms import Form
from baro.ui.forms.form import act_through_form
from baro.ui.frame.visitors import visit_of
from baro.ui.http import Request, go_to
from baro.ui.models import Digest, Every, Feed
from baro.ui.outside.calendars import calendar_of, owner_of
from baro.ui.outside.server import sends_mail

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
ONCE, A_MINUTE = "baro_calendar", 60
NAME = "calendar "  # before a secret that was tried, among the names that were


class DigestForm(Form):
    """How often, when, where to."""

    every = forms.ChoiceField(label=_("How often"), choices=Every.choices)
    hour = forms.TypedChoiceField(label=_("Hour"), choices=HOURS, coerce=int, help_text=_("Vietnam time"))
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=list(WEEKDAYS.items()), coerce=int, help_text=_("For a weekly e-mail")
    )
    address = forms.EmailField(label=_("E-mail address"), required=False)


def choose(request: Request) -> HttpResponse:
    """Choose the digest by e-mail."""
    digest = _digest_of(request)
    known = digest or Digest(address=cast("Account", request.user).email)
    initial = {name: getattr(known, name) for name in ("every", "hour", "weekday", "address")}

    def act(**chosen: Any) -> str:
        subscribing.choose(**chosen)
        return reverse("ui.outside")

    lead = _(
        "The e-mail lists what waits for you and your new notices. It is sent only when there is something to tell."
    )
    return act_through_form(
        request, DigestForm, act, initial=initial, context={"verb": v.CHOOSE, "title": _("E-mail digest"), "lead": lead}
    )


@require_safe
def outside(request: Request) -> HttpResponse:
    """What reaches the reader outside the pages, and the ways to change it; a new calendar address this once."""
    secret = request.get_signed_cookie(ONCE, "", salt=ONCE, max_age=A_MINUTE)
    feed = Feed.objects.visible_to(request.actor).exclude(secret_digest="").first()
    context = {
        "digest": _digest_of(request),
        "mails": sends_mail(),
        "feed": feed,
        "address": settings.SITE + reverse("ui.calendar", args=[secret]) if feed and secret else "",
    }
    response = TemplateResponse(request, "ui/outside.html", context)
    if secret:
        response.delete_cookie(ONCE, path=reverse("ui.outside"), samesite="Strict")
    return response


def _digest_of(request: Request) -> Digest | None:
    found: Digest | None = Digest.objects.visible_to(request.actor).first()
    return found


def renew(request: Request) -> HttpResponse:
    """Make a new address of the calendar. Its secret travels to the next page in a cookie of the reader's own."""
    made: list[str] = []

    def act(*, by: Actor) -> str:
        made.append(subscribing.renew(by=by))
        return reverse("ui.outside")

    lead = _("Baro creates a secret address. Your calendar program reads your days there. An earlier address ends.")
    response = act_through_form(request, Form, act, context={"verb": v.RENEW, "title": v.RENEW.label, "lead": lead})
    for secret in made:
        kept: dict[str, Any] = {"path": reverse("ui.outside"), "httponly": True, "samesite": "Strict"}
        response.set_signed_cookie(ONCE, secret, salt=ONCE, max_age=A_MINUTE, secure=request.is_secure(), **kept)
    return response


@require_POST
def revoke(request: Request) -> HttpResponse:
    """Let the address open nothing any more."""
    subscribing.revoke(by=request.actor)
    return go_to(request, "ui.outside", done=v.REVOKE)


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar that a secret address opens.

    Raises Http404 for an address that opens nothing; whoever tries many of them has to wait.
    """
    account = owner_of(subscribing.digest_of(secret))
    if account is None:
        return _tried_in_vain(request, secret)
    body = calendar_of(account, timezone.localdate())
    tag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="baro.ics"'
    response["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _tried_in_vain(request: HttpRequest, secret: str) -> HttpResponse:
    """No calendar: counted like a wrong password, by what was tried and by the network."""
    try:
        slowing.attempt(f"{NAME}{secret}", visit_of(request).network)
    except slowing.MustWait as wait:
        return HttpResponse(str(wait), status=wait.status, headers={"Retry-After": str(wait.seconds)})
    raise Http404(secret[:4])
