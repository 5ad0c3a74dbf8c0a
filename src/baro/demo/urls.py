"""Addresses of the demo; a real installation has none of them."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from baro.demo.web import signing_in

urlpatterns = [path("welcome/", signing_in.choose, name="demo.personas")] if settings.DEMO else []
