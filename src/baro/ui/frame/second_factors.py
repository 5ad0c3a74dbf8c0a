"""Second factors, as the library has them: secrets sealed, wrong codes slowed as wrong passwords are, all told."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows import reauthentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.kernel.wordings import wording
from baro.org.accounts.actions import second_factors, slowing
from baro.org.accounts.sealing import opened, sealed
from baro.org.models import Account
from baro.ui.frame.visitors import visit_of

KINDS = {
    Authenticator.Type.TOTP: _("authenticator app"),
    Authenticator.Type.WEBAUTHN: _("passkey or security key"),
    Authenticator.Type.RECOVERY_CODES: _("recovery codes"),
    "provider": _("the organisation’s identity provider"),
}
NAME = "code of "  # before the name of an account, among the names that were tried

wording("org.second_factor", lambda kind: KINDS.get(kind, kind))


class Sealed(DefaultMFAAdapter):
    """Secrets of second factors are kept sealed with the key of the installation."""

    def encrypt(self, text: str) -> str:
        """The secret as the database keeps it."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret."""
        return opened(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        """How the authenticator app calls the account."""
        return str(user)

    def get_totp_issuer(self) -> str:
        """How it calls this house."""
        return "Baro"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For whom a passkey is: the host of the address bar, with our name."""
        return super().get_public_key_credential_rp_entity() | {"name": "Baro"}


class _Slowed:
    """Of forms: a wrong code counts like a wrong password of this account, by network."""

    user: Account

    def clean_code(self) -> str:
        """The code, when it is right.

        Raises ValidationError when it is wrong, or too early for another.
        """
        name, network = f"{NAME}{self.user}", visit_of(context.request).network
        try:
            slowing.attempt(name, network)
        except slowing.MustWait as wait:
            raise ValidationError(str(wait)) from wait
        code: str = super().clean_code()  # type: ignore[misc]
        slowing.forgive(name, network)
        return code


class CodeForm(_Slowed, AuthenticateForm):
    """The code at the sign-in."""


class CodeAgainForm(_Slowed, ReauthenticateForm):
    """The code before something weighty."""


class NewAppForm(_Slowed, ActivateTOTPForm):
    """The first code of an authenticator app."""


def asks_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page on which one shows first that it is still oneself; what was sent waits."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponse:
        if request.user.is_authenticated and reauthentication.is_reauthentication_required(request, app="baro"):
            asked: HttpResponse = reauthentication.suspend_request(request, reverse("account_reauthenticate"))
            return asked
        return view(request, *args, **keys)

    return answer


@receiver(authenticator_added)
def _added(request: HttpRequest, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    second_factors.added(user, authenticator.type, visit_of(request))


@receiver(authenticator_removed)
def _removed(request: HttpRequest, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    second_factors.removed(user, authenticator.type, visit_of(request))
