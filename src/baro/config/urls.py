"""Every address; each part brings its own."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("baro.ui.urls")),
    path("", include("baro.org.urls")),
    path("", include("baro.documents.urls")),
]

if settings.DEMO:
    urlpatterns += []
