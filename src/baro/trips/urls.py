"""Addresses of trips."""

from __future__ import annotations

from django.urls import path

from baro.trips.web.lists import TripList
from baro.trips.web.pages import TRIPS
from baro.ui.lists import list_view

urlpatterns = [path("trips/", list_view(TripList), name="trips.trips"), *TRIPS.urls()]
