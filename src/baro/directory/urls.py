"""Addresses of the organisation."""

from __future__ import annotations

from django.urls import path

from baro.directory.web import lists, views
from baro.ui.lists import list_view

urlpatterns = [
    path("units/", list_view(lists.UnitList), name="org.units"),
    path("units/<int:pk>/", views.unit, name="org.unit"),
    path("people/", list_view(lists.PeopleList), name="org.people"),
]
