"""Signing in by the organisation's own identity provider (OpenID Connect): for accounts that there are alone."""

from __future__ import annotations

from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from baro.org.accounts.actions import providing
from baro.org.accounts.visits import note
from baro.org.models import Account
from baro.ui.frame.visitors import visit_of


class OwnProvider(DefaultSocialAccountAdapter):
    """Whom the provider names is an account of that name here; it makes no accounts."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the provider's user to the account of the same name, the first time.

        Raises ImmediateHttpResponse, which leads back to the sign-in page with a sentence, for who has none.
        """
        if sociallogin.is_existing:
            return
        told = sociallogin.account.extra_data
        claims = told.get("userinfo") or {} | (told.get("id_token") or {})
        name = str(claims.get(settings.OIDC_CLAIM) or "").partition("@")[0].strip().lower()
        account = Account.objects.filter(username=name, is_active=True).first() if name else None
        if account is None:
            note("provider_names_nobody", visit_of(request))
            raise _back(request, _("Your organisation knows you, but there is no account of your name here."))
        providing.tie(account, sociallogin, visit_of(request))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> None:
        """Say in a sentence that it did not work.

        Raises ImmediateHttpResponse, which leads back to the sign-in page.
        """
        note("provider_failed", visit_of(request))
        raise _back(request, _("Signing in through your organisation did not work. Try again, or use your password."))


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Go to the provider; where it does not answer, back with a sentence."""
    return _answered(openid.login, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the provider."""
    return _answered(openid.callback, request, provider_id)


def _answered(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = view(request, provider_id)
    except requests.RequestException:
        note("provider_down", visit_of(request))
        return _back(
            request, _("The sign-in of your organisation does not answer. Use your password meanwhile.")
        ).response
    return answer


def _back(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    messages.error(request, sentence)
    return ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
