"""Where somebody is signed in, and what happened with their account; they end what is not theirs."""

from __future__ import annotations

from typing import cast

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from baro.org.accounts.actions import signing_in
from baro.org.actors import Actor
from baro.org.models import Account, EndOfSignIn, SignIn
from baro.ui.actions import subscribing
from baro.ui.frame.visitors import visit_of
from baro.ui.frame.without_post import open_without_post
from baro.ui.http import Request, go_to
from baro.ui.models import Feed


@open_without_post
@require_safe
def sign_ins(request: Request) -> HttpResponse:
    """The reader's own sign-ins, the one at hand first, and what happened with the account."""
    own = _own(request).order_by("-seen_at", "-pk")
    rows = sorted(own, key=lambda one: one.session_id != request.session.session_key)
    context = {"sign_ins": rows, "this_one": request.session.session_key, "account": request.user}
    return TemplateResponse(request, "ui/sign_ins.html", context)


@open_without_post
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """End one of the reader's own sign-ins.

    Raises Http404 for those of others.
    """
    ended = get_object_or_404(_own(request), pk=pk)
    signing_in.end([ended], EndOfSignIn.OWNER, visit_of(request), by=_reader(request))
    return go_to(request, "ui.sign_ins")


@open_without_post
@require_POST
def end_others(request: Request) -> HttpResponse:
    """End all of the reader's own sign-ins but the one at hand, and the calendar address with them."""
    others = _own(request).exclude(session=request.session.session_key).order_by("pk")
    signing_in.end(others, EndOfSignIn.OWNER, visit_of(request), by=_reader(request))
    if Feed.objects.visible_to(_reader(request)).exclude(secret_digest="").exists():
        subscribing.revoke(by=_reader(request))
    return go_to(request, "ui.sign_ins")


def _own(request: Request) -> QuerySet[SignIn]:
    return SignIn.objects.filter(account=cast("Account", request.user))  # strangers do not come here


def _reader(request: Request) -> Actor:
    """Who acts, or whose account it is, where the reader holds no post."""
    if request.actor.account_id is not None:
        return request.actor
    return signing_in.owner_of(cast("Account", request.user), request_id=visit_of(request).request_id)
