"""Every address; each part brings its own."""

from __future__ import annotations

from importlib.util import find_spec

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path

PARTS = ["ui", "org", "documents", "tasks", "statistics", *(["demo"] if settings.DEMO else [])]

urlpatterns = [
    # Of allauth only these: nobody signs themselves up, and a forgotten password is a matter for whoever keeps accounts.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    *(path("", include(f"baro.{part}.urls")) for part in PARTS if find_spec(f"baro.{part}.urls")),
]
