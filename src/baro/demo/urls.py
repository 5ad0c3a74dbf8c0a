"""Addresses of the demo."""

from __future__ import annotations

from django.urls import path

from baro.demo.web import signing_in

urlpatterns = [path("welcome/", signing_in.choose, name="demo.personas")]
