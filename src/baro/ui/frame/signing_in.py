"""Signing in and out, as allauth and Django do it: slowed down after wrong passwords, and told.

Django says by its own signals that somebody signed in, out, or in vain, whichever way they came.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed, password_set
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from baro.org.accounts.actions import signing_in, slowing
from baro.org.models import Account
from baro.ui.frame.visitors import visit_of

SINCE, SEEN = "since", "seen"  # in a session: when it began, and when it was last used
MUST_WAIT = "must_wait"


class ClosedToStrangers(DefaultAccountAdapter):
    """Sign-in without sign-up, slower after every wrong password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *words: Any, **more: Any
    ) -> None:
        """Nothing about keys: the page that follows shows them."""
        if not (message_template or "").startswith("mfa/"):
            super().add_message(request, level, message_template, *words, **more)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before its password is looked at.

        Raises ValidationError, which says how many seconds to wait, while it is too early for another.
        """
        name, visit = credentials["username"], visit_of(request)
        try:
            slowing.attempt(name, visit.network)
        except slowing.MustWait as wait:
            signing_in.slow_down(name, visit, seconds=wait.seconds)
            raise ValidationError(str(wait), MUST_WAIT, {"seconds": wait.seconds}) from wait

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Whose name and password these are; wrong ones from the same network are then forgotten."""
        account: Account | None = super().authenticate(request, **credentials)
        if account:
            slowing.forgive(credentials["username"], visit_of(request).network)
        return account


Lead = Callable[[HttpRequest], str]
_first: list[Lead] = []


def leads_first(lead: Lead) -> Lead:
    """Declare a function that gives the address of what comes before anybody can sign in, or nothing."""
    _first.append(lead)
    return lead


Named = Callable[[], str]
_names: list[Named] = []


def names_the_house(name: Named) -> Named:
    """Declare a function that gives the name that stands on the sign-in page."""
    _names.append(name)
    return name


class SignIn(LoginView):
    """The page on which people sign in; to who has to wait, it says so to machines as well."""

    def get(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """The page, or what comes before it."""
        if address := next(filter(None, (lead(request) for lead in _first)), ""):
            return HttpResponseRedirect(address)
        response: HttpResponse = super().get(request, *args, **options)
        return response

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the page shows: the name of the house, and the ways in."""
        context: dict[str, Any] = super().get_context_data(**more)
        context["house"] = next(filter(None, (name() for name in _names)), "")
        context["passkeys"] = True
        context["providers"] = [(one["provider_id"], one["name"]) for one in settings.IDENTITY_PROVIDERS]
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was wrong."""
        response: HttpResponse = super().form_invalid(form)
        for error in form.non_field_errors().as_data():
            if error.code == MUST_WAIT:
                response.status_code = slowing.MustWait.status
                response.headers["Retry-After"] = str(error.params["seconds"])
        return response


@receiver(user_logged_in)
def _began(request: HttpRequest, user: Account, **_more: Any) -> None:
    request.session[SINCE] = request.session[SEEN] = timezone.now().timestamp()
    request.session.save()  # the sign-in names its row
    signing_in.begin(user, str(request.session.session_key), visit_of(request))


@receiver(user_logged_out)
def _left(request: HttpRequest, user: Account | None, **_more: Any) -> None:
    if user is not None:
        signing_in.leave(user, visit_of(request))


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None, **_more: Any) -> None:
    signing_in.fail(credentials["username"], visit_of(request))


@receiver([password_changed, password_set])
def _changed(request: HttpRequest, user: Account, **_more: Any) -> None:
    since = datetime.fromtimestamp(request.session[SINCE], tz=UTC)
    signing_in.change_password(user, str(request.session.session_key), since, visit_of(request))
