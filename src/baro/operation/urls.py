"""Addresses of the desk, and those that programs ask."""

from __future__ import annotations

from django.urls import path

from baro.operation.web import desk, probing

urlpatterns = [
    path("administration/", desk.desk, name="operation.desk"),
    path("administration/jobs/<int:number>/retry/", desk.retry, name="operation.retry"),
    path("health/live", probing.live, name="operation.live"),
    path("health/ready", probing.ready, name="operation.ready"),
    path("metrics", probing.metrics, name="operation.metrics"),
]
