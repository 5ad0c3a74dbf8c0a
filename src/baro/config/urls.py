"""Every address; each part brings its own."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

PARTS = ["ui", "org", "documents", "tasks", "statistics", *(["demo"] if settings.DEMO else [])]

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    *(path("", include(f"baro.{part}.urls")) for part in PARTS if find_spec(f"baro.{part}.urls")),
]
