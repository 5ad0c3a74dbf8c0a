"""Language, colours, and the post one acts in: changed from any page, which is then shown again."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baro.kernel.errors import Refused
from baro.org.models import Account
from baro.ui.frame.preferences import THEMES, act_as, prefer
from baro.ui.http import Request, go_to, number_in, way_back

A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show everything in another language from now on.

    Raises Refused for a language that is not offered.
    """
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Refused(_("“%(value)s” is not one of the languages offered here.") % {"value": chosen[:20]})
    return _remembered(request, settings.LANGUAGE_COOKIE_NAME, language=chosen)


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Show everything light, dark, or as the system does.

    Raises Refused for other colours.
    """
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        raise Refused(_("“%(value)s” is not one of the colours offered here.") % {"value": chosen[:20]})
    return _remembered(request, settings.THEME_COOKIE_NAME, theme=chosen)


def _remembered(request: HttpRequest, cookie: str, **column: str) -> HttpResponse:
    """The page again; the choice is kept in the account and, for the sign-in page, in the browser."""
    if isinstance(request.user, Account):
        prefer(request.user, **column)
    response = HttpResponseRedirect(way_back(request))
    (chosen,) = column.values()
    response.set_cookie(cookie, chosen, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@require_POST
def acting(request: Request) -> HttpResponse:
    """Act in another of one's own posts; the start page, unless a page is named that this post sees.

    Raises NotPermitted for a post that the person does not hold.
    """
    account = cast("Account", request.user)  # strangers do not come here
    act_as(account, number_in(request.POST.get("post")) or 0, request.tenures)
    return go_to(request, way_back(request))
