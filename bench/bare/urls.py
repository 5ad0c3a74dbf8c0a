"""The one address and its view."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.bare.models import Task

SHOWN = 50


def rows(request: HttpRequest, unit: int) -> HttpResponse:
    """The first tasks of a unit by deadline, with unit and owner: three tables, one index."""
    found = Task.objects.filter(unit=unit).select_related("unit", "owner_post").order_by("due_on")
    response = render(request, "bare/rows.html", {"rows": found[:SHOWN]})
    response.headers["Content-Length"] = str(len(response.content))
    return response


urlpatterns = [path("<int:unit>/", rows)]
