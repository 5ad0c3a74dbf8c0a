"""Signing in to the demo by one click; there is no such page in a real installation."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from baro.demo import personas
from baro.org.models import Account
from baro.ui.frame.account_menu import Own, own
from baro.ui.http import way_back

if settings.DEMO:
    own(Own(_("Change the role"), "masks-theater", "demo.personas"))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The personas; a click on one signs the visitor in as that person and leads where they wanted to go."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        return _enter(request)
    return render(request, "ui/personas.html", {"personas": personas.groups()})


def _enter(request: HttpRequest) -> HttpResponse:
    """Sign in as the chosen persona, and as nobody else."""
    # sees: whoever opens the demo may be any of its personas
    known = Account.objects.filter(username__in=personas.usernames(), is_active=True)
    account = get_object_or_404(known, username=request.POST.get("username", ""))
    logout(request)  # of the persona before: that sign-in ends, and is told
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect(way_back(request))
